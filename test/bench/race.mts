import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, type Cost } from './measure.mts';
import type { Job } from './rivals/job.mts';
import { readPeriod, type RemoteSandbox } from './sandbox.mts';
import { floorOf, settingsOf, type Rival, type Scenario } from './scenarios.mts';

const warmUpDay = '2025-11-30';
const warmUpCalls = 20;

/** What one rival needed for a scenario; `failed` says why it did not finish. */
export interface Result {
	scenario: Scenario;
	rival: Rival;
	floor?: number;
	cost?: Cost & { refused: number };
	failed?: string;
}

/** Runs every rival of a scenario `runs` times, in turn and each time in a new process, and gives the medians. */
export async function race(
	sandbox: RemoteSandbox,
	scenario: Scenario,
	runs: number,
	engineRoot: string,
): Promise<Result[]> {
	const { days = {}, ...settings } = settingsOf(scenario);
	const wire = { latencyMs: settings.latencyMs, limitPerSecond: settings.limitPerSecond };
	await sandbox.configure({
		...settings,
		days: { ...days, [warmUpDay]: warmUpCalls },
		latencyMs: 0,
		limitPerSecond: 0,
	});
	const jobFor = async (of: Record<string, number>, recordings: number): Promise<Job> => {
		const [from = '', to = from] = [Object.keys(of)[0], Object.keys(of).at(-1)];
		const calls = Object.values(of).reduce((sum, count) => sum + count, 0);
		const recorded = await readPeriod(sandbox.url, { from, to });
		const { task, isSaved, isLimited } = scenario;
		const callIds = recorded.slice(0, task === 'recordings' ? recordings : 0);
		return { task, url: sandbox.url, from, to, calls, callIds, isSaved, isLimited };
	};
	const small = await jobFor({ [warmUpDay]: warmUpCalls }, 1);
	const whole = await jobFor(days, scenario.count);
	await sandbox.configure(wire);
	const outcomes = new Map<Rival, Outcome[]>(scenario.rivals.map((rival) => [rival, []]));
	for (let run = 0; run < runs; run++) {
		for (const [rival, known] of outcomes) {
			const before = await sandbox.refused();
			const outcome = await runChild({ rival, small, whole }, engineRoot);
			const refused = (await sandbox.refused()) - before;
			known.push('failed' in outcome ? outcome : { ...outcome, refused });
		}
	}
	return [...outcomes].map(([rival, known]) => ({
		scenario,
		rival,
		floor: floorOf(scenario),
		...summaryOf(known),
	}));
}

type Outcome = (Cost & { refused: number }) | { failed: string };

function summaryOf(outcomes: Outcome[]): Pick<Result, 'cost' | 'failed'> {
	const costs: Array<Cost & { refused: number }> = [];
	for (const outcome of outcomes) {
		if ('failed' in outcome) return outcome;
		costs.push(outcome);
	}
	const middle = (key: keyof (typeof costs)[number]) => median(costs.map((cost) => cost[key]));
	return {
		cost: {
			seconds: middle('seconds'),
			megabytes: middle('megabytes'),
			stallMs: middle('stallMs'),
			refused: Math.max(...costs.map(({ refused }) => refused)),
		},
	};
}

async function runChild(order: object, engineRoot: string): Promise<Cost | { failed: string }> {
	const script = fileURLToPath(new URL('child.mts', import.meta.url));
	// V8 gives back free pages some seconds after a collection: in one rival's run, but not in another's.
	const v8 = ['--expose-gc', '--no-memory-reducer'];
	const args = [...v8, '--import', 'tsx', script, JSON.stringify(order)];
	const env = { ...process.env, ENGINE_ROOT: engineRoot, ENGINE_PACKAGE: process.cwd() };
	try {
		const { stdout } = await promisify(execFile)(process.execPath, args, { env });
		return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Cost;
	} catch (error) {
		const lines = String((error as { stderr?: string }).stderr ?? error).split('\n');
		return { failed: lines.find((line) => /Error: /.test(line))?.trim() ?? lines.join(' ') };
	}
}
