import type { Settings } from '../sandbox/server/settings.mts';
import type { Line } from '../support/link.mts';

/** Who takes part: this package, n8n's own nodes, and a script that asks for one thing after the other. */
const rivals = ['node', 'httpRequest', 'loop'] as const;
/** `before` is an older build of this package. */
export type Rival = (typeof rivals)[number] | 'before';

export const rivalNames: Record<Rival, string> = {
	node: 'Calltouch node',
	httpRequest: 'HTTP Request',
	loop: 'fetch loop',
	before: 'Calltouch node, before',
};

/** What every rival has to do; each does it with its own means. */
export type Task = 'items' | 'simplified' | 'summary' | 'export' | 'recordings';

export interface Scenario {
	what: string;
	task: Task;
	/** Pages of 1,000 calls, or recordings. */
	count: number;
	latencyMs: number;
	/** Whether the data is handed on and saved as n8n does it, so that memory and stalls show. */
	isSaved: boolean;
	rivals: readonly Rival[];
	/** Whether Calltouch limits the rate, and the rivals keep to that. */
	isLimited: boolean;
	/** Only with `--full`. */
	isLarge: boolean;
	/** Run several times, so that the median counts. */
	isRepeated: boolean;
	/** Bytes of a recording. */
	recordingBytes?: number;
	/** The line to Calltouch; without one, the loopback of this machine. */
	line?: Line;
	/** Processes that share the address and the work. */
	processes?: number;
	/** Somebody else takes one request a second. */
	hasForeignClient?: boolean;
	/** Others keep all cores busy. */
	isBusy?: boolean;
}

const perSecond = 5;
export const pageSize = 1000;
/** The sandbox takes no more calls a day than twice this. */
const callsPerDay = 100_000;

/** Days of December 2025 that the calls of a scenario are spread over. */
function daysOf(calls: number): Record<string, number> {
	const count = Math.ceil(calls / callsPerDay);
	const days = Array.from({ length: count }, (_, index) => `2025-12-${32 - count + index}`);
	return Object.fromEntries(days.map((day) => [day, calls / count]));
}
const largeRecording = 5_000_000;
const smallRecording = 40_000;

const pages = (count: number, latencyMs: number, isLarge = false): Scenario => ({
	what: `${count} ${count === 1 ? 'page' : 'pages'} of calls, ${latencyMs / 1000} s an answer`,
	task: 'simplified',
	count,
	latencyMs,
	isSaved: false,
	isLimited: true,
	rivals,
	isLarge,
	isRepeated: !isLarge,
});

const recordings = (count: number, latencyMs: number, isLarge = false): Scenario => ({
	...pages(count, latencyMs, isLarge),
	what: `${count} recordings of 5 MB, ${latencyMs / 1000} s an answer`,
	task: 'recordings',
	// They need so little memory that one run says nothing about it.
	isRepeated: true,
});

/** What the handling of bodies costs when the rate is out of the way. */
const unlimited = (count: number): Scenario => ({
	...recordings(count, 400, true),
	what: `${count} recordings of 5 MB, no limit of the rate`,
	isLimited: false,
	rivals: ['node', 'httpRequest'],
});

/** What a real line does to the work at the limit. The floor is that of a line that does nothing. */
const onLine = (what: string, line: Line, changes: Partial<Scenario> = {}): Scenario => ({
	...recordings(60, 300),
	what,
	recordingBytes: smallRecording,
	line,
	...changes,
});

const processesOnLine = (processes: number) =>
	onLine(`${processes} processes`, { jitterMs: 10 }, { processes, count: 150 * processes });

const busyCores = (scenario: Scenario, recordingBytes?: number): Scenario => ({
	...scenario,
	what: `cores busy, ${scenario.what}`,
	recordingBytes,
	line: {},
	isBusy: true,
});

const lines = [
	onLine('clean', {}),
	onLine('60 ms a round trip', { roundTripMs: 60 }),
	onLine('up to 60 ms more by chance', { jitterMs: 60 }),
	onLine('up to 150 ms more by chance', { jitterMs: 150 }),
	onLine('one stall of 0.8 s', { stalls: [{ atMs: 4000, forMs: 800 }] }),
	onLine('three stalls of 1.5 s', {
		stalls: [2000, 6000, 10_000].map((atMs) => ({ atMs, forMs: 1500 })),
	}),
	onLine('a foreign client', {}, { hasForeignClient: true }),
	busyCores(recordings(40, 400), largeRecording),
	busyCores(pages(30, 400)),
	processesOnLine(2),
	processesOnLine(4),
];

const large = (what: string, task: Task): Scenario => ({
	...pages(100, 400, true),
	what: `100,000 calls ${what}, execution saved`,
	task,
	isSaved: true,
	rivals: ['node', 'httpRequest'],
});

export const scenarios: Scenario[] = [
	pages(1, 400),
	pages(30, 400),
	recordings(40, 400),
	...lines,
	pages(30, 2000, true),
	recordings(40, 2000, true),
	unlimited(200),
	pages(300, 400, true),
	large('as items', 'items'),
	large('simplified', 'simplified'),
	large('to files', 'export'),
	large('summarized', 'summary'),
];

/** What Calltouch has in store for a scenario. Twice as many calls as recordings: one in five calls has none. */
export function settingsOf(scenario: Scenario): Partial<Settings> {
	const { task, count, latencyMs, isLimited, recordingBytes = largeRecording } = scenario;
	const calls = task === 'recordings' ? count * 2 : count * pageSize;
	return {
		days: daysOf(calls),
		latencyMs,
		recordingBytes,
		limitPerSecond: isLimited ? perSecond : 0,
		cacheMegabytes: 1000,
	};
}

/**
 * Seconds that nobody can go below who keeps to the limit: five starts in any second, the first page before the others,
 * because it tells how many there are, and one answer after the last start. Undefined without a limit.
 */
export function floorOf(scenario: Scenario): number | undefined {
	const { task, count, latencyMs, isLimited, hasForeignClient } = scenario;
	if (!isLimited) return undefined;
	const own = hasForeignClient ? perSecond - 1 : perSecond;
	const latency = latencyMs / 1000;
	const starts: number[] = [];
	for (let index = 0; index < count; index++) {
		const known = index === 0 || task === 'recordings' ? 0 : latency;
		starts.push(Math.max(known, (starts[index - own] ?? -1) + 1));
	}
	return (starts.at(-1) ?? 0) + latency;
}
