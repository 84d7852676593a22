/** Which requests a fault is for. All given conditions must hold. */
export interface FaultTarget {
	/** A part of the path, or the source of a regular expression. */
	path?: string;
	method?: string;
	/** Query parameters and their exact values. */
	query?: Record<string, string | number | boolean>;
	/** How often it is played; default: always. */
	times?: number;
	/** The first matching requests that pass without it. */
	skip?: number;
}

export type Coding = 'gzip' | 'deflate' | 'br';
/** Cut in the middle, one wrong byte, a wrong checksum at the end, or not packed at all. */
export type PackedDamage = 'cut' | 'byte' | 'checksum' | 'plain';

/** What goes wrong. */
export type FaultKind =
	| { kind: '500' | '502' | '403' | '404' | 'html200' }
	| { kind: '429'; retryAfter?: number | 'date' | null }
	/** Status 200 with an error body of shape A, B, C or D; default A. */
	| { kind: 'jsonError200'; shape?: 'A' | 'B' | 'C' | 'D'; message?: string }
	/** Any status with any body: a value (sent as JSON), a text (sent as it is) or an HTML page. */
	| {
			kind: 'error';
			status: number;
			body?: unknown;
			html?: string;
			retryAfter?: number | 'date' | null;
	  }
	| { kind: 'redirect'; location?: string; status?: number }
	/** The connection breaks before any byte of the answer. */
	| { kind: 'resetBefore' }
	/** The connection breaks after the headers and a part of the body; default: half of it. */
	| { kind: 'resetMiddle'; bytes?: number }
	/** Half of the JSON with a content-length that fits the half. */
	| { kind: 'truncatedJson'; bytes?: number }
	/** The content-length of the whole body, but the answer ends early. */
	| { kind: 'truncatedBody'; bytes?: number }
	/** Headers and a part of the body, then silence. */
	| { kind: 'stall'; bytes?: number }
	/** No answer at all. */
	| { kind: 'hang' }
	/** The body in small pieces with pauses between. */
	| { kind: 'drip'; delayMs?: number; pieces?: number }
	/** The content-length is `by` bytes more than the body, or less when negative; default -10. */
	| { kind: 'wrongLength'; by?: number }
	| { kind: 'gzip' }
	/** Packed, and damaged on the way; the length is that of the packed bytes, or is not told. */
	| { kind: 'packed'; coding: Coding; damage?: PackedDamage; chunked?: boolean }
	| { kind: 'empty200' }
	/** Only the first records of the page; what the answer counts stays. */
	| { kind: 'fewerRecords'; keep: number }
	/** A byte FF inside the first string. */
	| { kind: 'invalidUtf8' }
	/** The right answer, later. */
	| { kind: 'slow'; delayMs: number };

export type Fault = FaultTarget & FaultKind;

/** What a fault looks at. */
interface FaultSubject {
	method: string;
	path: string;
	query: Record<string, string>;
}

const KINDS: ReadonlyArray<Fault['kind']> = [
	'500',
	'502',
	'403',
	'404',
	'429',
	'html200',
	'jsonError200',
	'error',
	'redirect',
	'resetBefore',
	'resetMiddle',
	'truncatedJson',
	'truncatedBody',
	'stall',
	'hang',
	'drip',
	'wrongLength',
	'gzip',
	'packed',
	'empty200',
	'fewerRecords',
	'invalidUtf8',
	'slow',
];

/** Throws when a fault could never be played as written. */
export function checkFault(fault: Fault): void {
	if (!KINDS.includes(fault.kind)) throw new Error(`Unknown fault kind "${fault.kind}"`);
	if (fault.kind === 'error' && !Number.isInteger(fault.status)) {
		throw new Error('A fault of kind "error" needs a status');
	}
	if (fault.kind === 'slow' && !Number.isFinite(fault.delayMs)) {
		throw new Error('A fault of kind "slow" needs delayMs');
	}
}

function pathMatches(pattern: string, path: string): boolean {
	if (path.includes(pattern)) return true;
	try {
		return new RegExp(pattern).test(path);
	} catch {
		return false;
	}
}

function matches(fault: Fault, subject: FaultSubject): boolean {
	if (fault.path !== undefined && !pathMatches(fault.path, subject.path)) return false;
	if (fault.method !== undefined && fault.method !== subject.method) return false;
	return Object.entries(fault.query ?? {}).every(
		([key, value]) => subject.query[key] === String(value),
	);
}

/** The faults of one settings version, with their counters. */
export class FaultPlan {
	private readonly left: Array<{ fault: Fault; skip: number; times: number }>;

	constructor(faults: readonly Fault[]) {
		this.left = faults.map((fault) => ({
			fault,
			skip: fault.skip ?? 0,
			times: fault.times ?? Infinity,
		}));
	}

	/** The first fault that is due for a request; its count goes down. */
	next(subject: FaultSubject): Fault | undefined {
		for (const entry of this.left) {
			if (entry.times <= 0 || !matches(entry.fault, subject)) continue;
			if (entry.skip > 0) {
				entry.skip--;
				continue;
			}
			entry.times--;
			return entry.fault;
		}
		return undefined;
	}
}
