import { openLink, type Link } from '../support/link.mts';
import { median, type Cost } from './measure.mts';
import { keepCoresBusy, takeOneASecond } from './others.mts';
import { startRival, type Folders, type Order } from './rivalProcess.mts';
import type { Job } from './rivals/job.mts';
import { readPeriod, type RemoteSandbox } from './sandbox.mts';
import { floorOf, settingsOf, type Rival, type Scenario } from './scenarios.mts';

const warmUpDay = '2025-11-30';
const warmUpCalls = 20;

/** What a run cost all processes of a rival together; memory and stall are those of the process that has most. */
export interface RunCost extends Cost {
	/** Answers 429, and their share of all answers. */
	refused: number;
	refusedShare: number;
	/** Time of the process that was done first ÷ time of the last. */
	firstToLast: number;
}

/** What one rival needed for a scenario; `failed` says why it did not finish. */
export interface Result {
	scenario: Scenario;
	rival: Rival;
	floor?: number;
	cost?: RunCost;
	failed?: string;
}

/** Where the programs are: the n8n, this package, and perhaps an older build of it. */
export interface Programs {
	engine: string;
	before?: string;
}

/** Runs every rival of a scenario, in turn and each time in new processes, and gives the medians. */
export async function race(
	sandbox: RemoteSandbox,
	scenario: Scenario,
	runs: number,
	{ engine, before }: Programs,
): Promise<Result[]> {
	const link = scenario.line ? await openLink(sandbox.url) : undefined;
	const { small, wholes } = await prepareFor(sandbox, scenario, link?.url ?? sandbox.url);
	const rivals: Rival[] = [...scenario.rivals, ...(before ? (['before'] as const) : [])];
	const outcomes = new Map<Rival, Outcome[]>(rivals.map((rival) => [rival, []]));
	for (let run = 0; run < runs; run++) {
		for (const [rival, known] of outcomes) {
			const isOurs = rival === 'node' || rival === 'before';
			// What others do on a line is told for comparison, and takes minutes.
			if (run > 0 && scenario.line && !isOurs) continue;
			const folder = rival === 'before' ? (before ?? '') : process.cwd();
			const orders = wholes.map((whole) => ({ rival, small, whole }));
			known.push(await runOnce(sandbox, scenario, orders, { engine, package: folder }, link));
		}
	}
	link?.stop();
	return [...outcomes].map(([rival, known]) => ({
		scenario,
		rival,
		floor: floorOf(scenario),
		...summaryOf(known),
	}));
}

/** Has the sandbox make all texts, and gives the work to do: the small one, and the part of each process. */
async function prepareFor(
	sandbox: RemoteSandbox,
	scenario: Scenario,
	url: string,
): Promise<{ small: Job; wholes: Job[] }> {
	const { days = {}, ...settings } = settingsOf(scenario);
	const { task, isSaved, isLimited, count, processes = 1 } = scenario;
	const { latencyMs, limitPerSecond } = settings;
	await sandbox.configure({
		...settings,
		days: { ...days, [warmUpDay]: warmUpCalls },
		latencyMs: 0,
		limitPerSecond: 0,
	});
	const jobFor = async (of: Record<string, number>): Promise<Job> => {
		const [from = '', to = from] = [Object.keys(of)[0], Object.keys(of).at(-1)];
		const calls = Object.values(of).reduce((sum, number) => sum + number, 0);
		const callIds = await readPeriod(sandbox.url, { from, to });
		return { task, url, from, to, calls, callIds, isSaved, isLimited };
	};
	const few = await jobFor({ [warmUpDay]: warmUpCalls });
	const all = await jobFor(days);
	await sandbox.configure({ latencyMs, limitPerSecond });
	const recordings = (job: Job, from: number, to: number) => ({
		...job,
		callIds: task === 'recordings' ? job.callIds.slice(from, to) : [],
	});
	const share = count / processes;
	const wholes = Array.from({ length: processes }, (_, index) =>
		recordings(all, index * share, (index + 1) * share),
	);
	return { small: recordings(few, 0, 1), wholes };
}

type Outcome = RunCost | { failed: string };

async function runOnce(
	sandbox: RemoteSandbox,
	{ line = {}, hasForeignClient, isBusy }: Scenario,
	orders: Order[],
	folders: Folders,
	link?: Link,
): Promise<Outcome> {
	const ends: Array<() => void> = [];
	// The warm-up meets the same line: what it learns of answer times must hold for the work. Stalls count from the work.
	link?.begin({ ...line, stalls: [] });
	try {
		const processes = await Promise.all(
			orders.map(async (order) => await startRival(order, folders)),
		);
		if (isBusy) ends.push(keepCoresBusy());
		if (hasForeignClient) ends.push(takeOneASecond(sandbox.url));
		const before = await sandbox.counts();
		link?.begin(line);
		const costs = await Promise.all(processes.map(async ({ go }) => await go()));
		const after = await sandbox.counts();
		const of = (key: keyof Cost) => costs.map((cost) => cost[key]);
		const seconds = Math.max(...of('seconds'));
		const refused = after.refused - before.refused;
		return {
			seconds,
			megabytes: Math.max(...of('megabytes')),
			stallMs: Math.max(...of('stallMs')),
			refused,
			refusedShare: refused / (after.total - before.total),
			firstToLast: Math.min(...of('seconds')) / seconds,
		};
	} catch (error) {
		return { failed: error instanceof Error ? error.message : String(error) };
	} finally {
		for (const end of ends) end();
	}
}

function summaryOf(outcomes: Outcome[]): Pick<Result, 'cost' | 'failed'> {
	const costs: RunCost[] = [];
	for (const outcome of outcomes) {
		if ('failed' in outcome) return outcome;
		costs.push(outcome);
	}
	const middle = (key: keyof RunCost) => median(costs.map((cost) => cost[key]));
	return {
		cost: {
			seconds: middle('seconds'),
			megabytes: middle('megabytes'),
			stallMs: middle('stallMs'),
			refused: Math.max(...costs.map(({ refused }) => refused)),
			refusedShare: middle('refusedShare'),
			firstToLast: middle('firstToLast'),
		},
	};
}
