import type { Settings } from '../sandbox/settings.mts';

/** Who takes part: this package, n8n's own nodes, and a script that asks for one thing after the other. */
const rivals = ['node', 'httpRequest', 'loop'] as const;
export type Rival = (typeof rivals)[number];

export const rivalNames: Record<Rival, string> = {
	node: 'Calltouch node',
	httpRequest: 'HTTP Request',
	loop: 'fetch loop',
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
const recordingBytes = 5_000_000;

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
export function settingsOf({ task, count, latencyMs, isLimited }: Scenario): Partial<Settings> {
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
export function floorOf({ task, count, latencyMs, isLimited }: Scenario): number | undefined {
	if (!isLimited) return undefined;
	const latency = latencyMs / 1000;
	const starts: number[] = [];
	for (let index = 0; index < count; index++) {
		const known = index === 0 || task === 'recordings' ? 0 : latency;
		starts.push(Math.max(known, (starts[index - perSecond] ?? -1) + 1));
	}
	return (starts.at(-1) ?? 0) + latency;
}
