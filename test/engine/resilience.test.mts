import { describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { calltouch, chain, manualTrigger } from '../e2e/n8n/workflow.mts';
import { credentialFor, execute, start, tokenShapes } from '../support/calltouch.mts';
import { runWorkflow, type WorkflowJson } from '../support/engine.mts';
import { callIdsOf, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 1200 });

const getAll = {
	resource: 'call',
	operation: 'getAll',
	period: 'range',
	dateFrom: '2025-12-29',
	dateTo: '2026-01-02',
	returnAll: true,
};
const expectedIds = () =>
	['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02'].flatMap(callIdsOf);

describe('a journal of several pages', () => {
	it.each([
		'500',
		'502',
		'429',
		'resetBefore',
		'resetMiddle',
		'truncatedJson',
		'truncatedBody',
		'empty200',
		'invalidUtf8',
	] as const)(
		'comes whole after one page met %s, and only that page is asked for again',
		async (kind) => {
			sandbox.configure({ faults: [{ query: { page: '3' }, kind, times: 1 }] });
			const { json, stored } = await execute(sandbox, getAll);
			expect(json.map(({ callId }) => callId)).toEqual(expectedIds());
			expect(sandbox.requests.map(({ query }) => query.page).sort()).toEqual([
				'1',
				'2',
				'3',
				'3',
				'4',
				'5',
				'6',
			]);
			for (const shape of tokenShapes) expect(stored).not.toContain(shape);
		},
	);

	it.each(['gzip', 'drip', 'slow'] as const)('comes whole through %s', async (kind) => {
		sandbox.configure({
			faults: [
				{ query: { page: '2' }, kind, ...(kind === 'slow' ? { delayMs: 100 } : {}) } as never,
			],
		});
		expect((await execute(sandbox, getAll)).json).toHaveLength(6000);
	});

	it.each([2, 'date'] as const)('waits for Retry-After %s', async (retryAfter) => {
		sandbox.configure({ faults: [{ query: { page: '2' }, kind: '429', retryAfter: 2, times: 1 }] });
		if (retryAfter === 'date')
			sandbox.configure({
				faults: [{ query: { page: '2' }, kind: '429', retryAfter: 'date', times: 1 }],
			});
		const { json } = await execute(sandbox, getAll);
		expect(json).toHaveLength(6000);
		const [refused, again] = sandbox.requests.filter(({ query }) => query.page === '2');
		expect((again?.time ?? 0) - (refused?.time ?? 0)).toBeGreaterThanOrEqual(
			retryAfter === 2 ? 2000 : 900,
		);
	});

	it('is never given in part: one page that stays broken fails the item', async () => {
		sandbox.configure({ faults: [{ query: { page: '4' }, kind: 'empty200' }] });
		const { items, error } = await execute(sandbox, { ...getAll, options: { retryFor: 0 } });
		expect(items).toEqual([]);
		expect(error?.message).toContain('Calltouch sent an empty answer');
	});

	it('reads the credential once, because a request that waits for it leaves later than planned', async () => {
		let readings = 0;
		const { calltouchApi } = credentialFor(sandbox);
		const stored = Object.defineProperty({}, 'calltouchApi', {
			get: () => {
				readings++;
				return calltouchApi;
			},
		});
		const node = calltouch('Calls', { id: '1', name: 'Calltouch' }, getAll);
		const { items } = await runWorkflow(
			chain('Calls', [manualTrigger, node]) as WorkflowJson,
			stored,
		);
		expect([items('Calls').length, sandbox.requests.length, readings]).toEqual([6000, 6, 1]);
	});

	it('is refused when the server repeats a page instead of sending the next', async () => {
		sandbox.configure({ ignorePage: true });
		const { error, items } = await execute(sandbox, getAll);
		expect(items).toEqual([]);
		expect(error?.message).toBe('Calltouch announced more calls than it sent (page 2 is missing)');
	});
});

describe('against a Calltouch that answers in 30 ms and allows 5 a second', () => {
	it('provokes no 429, whatever several nodes ask at once', async () => {
		sandbox.configure({ latencyMs: 30 });
		const statistics = { resource: 'stats', operation: 'get' };
		const results = await Promise.all([
			execute(sandbox, getAll),
			execute(sandbox, { ...getAll, operation: 'summarize' }),
			...Array.from({ length: 6 }, async () => await execute(sandbox, statistics)),
		]);
		expect(results.map(({ status }) => status)).toEqual(Array(8).fill('success'));
		expect(results[0]?.json.map(({ callId }) => callId)).toEqual(expectedIds());
		expect(sandbox.counts.refused).toBe(0);
		expect(sandbox.counts.peakPerSecond).toBeLessThanOrEqual(5);
	});

	it('serves a short question while a long run has hundreds waiting', async () => {
		const calls = callIdsOf('2025-12-31').map((callId) => ({ json: { callId } }));
		const download = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
		const long = await start(sandbox, { ...download, ifMissing: 'continue' }, { items: calls });
		while (sandbox.requests.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
		const before = sandbox.requests.length;
		await execute(sandbox, { resource: 'stats', operation: 'get' });
		const place = sandbox.requests.findIndex(({ path }) => path.includes('/statistics/'));
		expect(place - before).toBeLessThanOrEqual(5);
		long.cancel();
		await long.finished.catch(() => undefined);
	});

	it('is served to the end when it allows less than it says', async () => {
		sandbox.configure({ latencyMs: 30, limitPerSecond: 3 });
		const { json } = await execute(sandbox, getAll);
		expect(json.map(({ callId }) => callId)).toEqual(expectedIds());
	});
});

describe('Requests per Second', () => {
	it('lowers the rate of one node and leaves the rest to others', async () => {
		sandbox.configure({ latencyMs: 30 });
		const options = { maxRequestsPerSecond: '={{ 2 }}' };
		const ended: string[] = [];
		const note = async <T,>(name: string, run: Promise<T>) =>
			await run.finally(() => ended.push(name));
		const [slow, quick] = await Promise.all([
			note('slow', execute(sandbox, { ...getAll, options })),
			note('quick', execute(sandbox, { ...getAll, operation: 'summarize' })),
		]);
		expect(slow.json.map(({ callId }) => callId)).toEqual(expectedIds());
		expect(quick.status).toBe('success');
		expect(ended).toEqual(['quick', 'slow']);
		// Six pages at two a second: the last starts two seconds after the first.
		const starts = sandbox.requests.map(({ time }) => time);
		expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(1900);
	});

	it('holds for all runs of a node, since a loop makes one for each item', async () => {
		const statistics = {
			resource: 'stats',
			operation: 'get',
			options: { maxRequestsPerSecond: 1 },
		};
		await execute(sandbox, statistics);
		await Promise.all([execute(sandbox, statistics), execute(sandbox, statistics)]);
		const times = sandbox.requests.map(({ time }) => time);
		expect(times).toHaveLength(3);
		for (const place of [1, 2]) {
			expect((times[place] ?? 0) - (times[place - 1] ?? 0)).toBeGreaterThan(950);
		}
	});

	it.each([
		[0, '"0" is not a whole number from 1 to 5'],
		[6, '"6" is not a whole number from 1 to 5'],
		[2.5, '"2.5" is not a whole number from 1 to 5'],
		['x', '"x" is not a whole number from 1 to 5'],
		['', 'is empty'],
	])('refuses %s', async (maxRequestsPerSecond, why) => {
		const { error } = await execute(sandbox, { ...getAll, options: { maxRequestsPerSecond } });
		expect(error?.message).toBe(`Requests per Second ${why}`);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('cancel', () => {
	/** Without a cancel, the pause takes 30 seconds, and silence is ended after 60. */
	const maxTook = 20_000;
	const canceledAfter = async (
		settings: Parameters<Sandbox['configure']>[0],
		reached: () => boolean,
	) => {
		sandbox.configure(settings);
		const running = await start(sandbox, getAll);
		while (!reached()) await new Promise((resolve) => setImmediate(resolve));
		const begin = performance.now();
		running.cancel();
		const { status } = await running.finished.catch(() => ({ status: 'canceled' }));
		return { status, took: performance.now() - begin };
	};

	it('ends a pause', async () => {
		const { took } = await canceledAfter({ faults: [{ kind: '429', retryAfter: 30 }] }, () =>
			sandbox.requests.some(({ endTime }) => endTime !== null),
		);
		expect(took).toBeLessThan(maxTook);
	});

	it('ends an answer that stands still', async () => {
		const { took } = await canceledAfter(
			{ faults: [{ kind: 'stall' }] },
			() => sandbox.requests.length > 0,
		);
		expect(took).toBeLessThan(maxTook);
	});

	it('asks for no page that was not under way', async () => {
		const underWay = 5;
		await canceledAfter({ latencyMs: 50, callsPerDay: 4000 }, () => sandbox.requests.length >= 2);
		// The throttle serves this request after those that waited before it.
		await execute(sandbox, { resource: 'stats', operation: 'get' });
		const pages = sandbox.requests.filter(({ path }) => path.endsWith('/calls-diary/calls'));
		expect(pages.length).toBeLessThanOrEqual(underWay);
	});
});

describe('a redirect', () => {
	it('of the journal is not followed, and the token stays at home', async () => {
		const foreign = await startSandbox();
		sandbox.configure({ faults: [{ kind: 'redirect', location: `${foreign.url}/help` }] });
		const { error, stored } = await execute(sandbox, getAll);
		expect(error?.message).toContain('it redirects the request elsewhere');
		expect(foreign.requests).toHaveLength(0);
		for (const shape of tokenShapes) expect(stored).not.toContain(shape);
		await foreign.stop();
	});
});
