import { describe, expect, it, vi } from 'vitest';
import { dayBefore } from '../support/accountDay.mts';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

/** Begins a poll, lets something happen while it is under way, and gives what it emitted. */
async function during(poll: () => Promise<Array<Record<string, unknown>>>, act: () => unknown) {
	sandbox.configure({ latencyMs: 200 });
	const before = sandbox.requests.length;
	const slow = poll();
	await vi.waitFor(() => expect(sandbox.requests.length).toBeGreaterThan(before));
	sandbox.configure({ latencyMs: 0 });
	await act();
	return idsOf(await slow);
}

describe('a workflow that is published while a poll is under way', () => {
	it('finds with the next poll what n8n has thrown away', async () => {
		await trigger.start();
		const call = sandbox.addCall();
		let atOnce: string[] = [];
		const slow = await during(
			async () => await trigger.poll(),
			async () => {
				atOnce = idsOf(await trigger.start({ activation: 'update' }));
			},
		);
		expect(slow).toEqual([]);
		const then = idsOf(await trigger.poll());
		expect([...atOnce, ...then]).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('repeats nothing in an n8n that takes the result all the same', async () => {
		trigger.takesAll = true;
		await trigger.start();
		const call = sandbox.addCall();
		const slow = await during(
			async () => await trigger.poll(),
			async () => expect(await trigger.start({ activation: 'update' })).toEqual([]),
		);
		expect(slow).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
		const next = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([next]);
	});

	it('finds what was thrown away one poll before it', async () => {
		await trigger.start();
		const call = sandbox.addCall();
		const { saved } = trigger;
		expect(idsOf(await trigger.poll())).toEqual([call]);
		// As if n8n could not store the execution.
		trigger.saved = saved;
		expect(idsOf(await trigger.start({ activation: 'update' }))).toEqual([call]);
	});

	it('repeats nothing in an n8n that goes on polling what was published before', async () => {
		trigger.takesAll = true;
		await trigger.start();
		expect(await trigger.poll()).toEqual([]);
		const stale = trigger.registered();
		expect(await trigger.start({ activation: 'update' })).toEqual([]);
		for (const polls of [
			[stale, trigger.registered()],
			[trigger.registered(), stale],
		]) {
			const call = sandbox.addCall();
			const found: string[] = [];
			for (const poll of polls) found.push(...idsOf(await poll()));
			expect(found).toEqual([call]);
		}
	});

	it('begins although the poll of the first publishing has not ended', async () => {
		const calls: string[] = [];
		const first = await during(
			async () => await trigger.start(),
			async () => {
				expect(await trigger.start({ activation: 'update' })).toEqual([]);
				calls.push(sandbox.addCall());
			},
		);
		expect(first).toEqual([]);
		expect(idsOf(await trigger.poll())).toEqual(calls);
	});

	it('repeats nothing of the first poll since Start From, nor of one after renaming', async () => {
		trigger.takesAll = true;
		const twice = async (start: Parameters<typeof trigger.start>[0]) =>
			await during(
				async () => await trigger.start(start),
				async () => expect(await trigger.start({ ...start, activation: 'update' })).toEqual([]),
			);
		const parameters = { options: { startFrom: dayBefore(1) } };
		expect(await twice({ parameters })).toHaveLength(2 * 5);
		expect(await trigger.poll()).toEqual([]);
		const call = sandbox.addCall();
		expect(await twice({ name: 'Renamed', activation: 'update' })).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
		const next = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([next]);
	});

	it('is told "activate" for an edit by an older n8n with several mains, and goes on', async () => {
		await trigger.start();
		const call = sandbox.addCall();
		expect(idsOf(await trigger.start({ activation: 'activate' }))).toEqual([call]);
	});
});

describe('several mains', () => {
	it('repeats nothing when the first one leads again', async () => {
		const [a, b] = [startProcess(), startProcess()];
		await trigger.start({ process: a });
		const first = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([first]);
		// What a process counts by itself says nothing to another: it has polled more often.
		for (let polls = 0; polls < 6; polls++) expect(await trigger.poll()).toEqual([]);
		const second = sandbox.addCall();
		const lead = { activation: 'leadershipChange' } as const;
		expect(idsOf(await trigger.start({ ...lead, process: b }))).toEqual([second]);
		const third = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([third]);
		expect(await trigger.start({ ...lead, process: a })).toEqual([]);
		const fourth = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([fourth]);
		expect(await trigger.start({ ...lead, process: b })).toEqual([]);
	});

	it('repeats nothing when each poll has a context of its own, on either main', async () => {
		const mains = [startProcess(), startProcess()] as const;
		await trigger.start({ process: mains[0] });
		const emitted: string[] = [];
		const calls: string[] = [];
		for (const main of [0, 1, 1, 0, 0, 1, 0, 1] as const) {
			calls.push(sandbox.addCall());
			emitted.push(...idsOf(await trigger.pollAnew(mains[main])));
			for (let polls = 0; polls < 4; polls++) {
				emitted.push(...idsOf(await trigger.pollAnew(mains[0])));
			}
		}
		expect(emitted).toEqual(calls);
	});
});

describe('nodes with the same id', () => {
	it('are followed each by itself', async () => {
		sandbox.configure({ requestsPerDay: 2 });
		const others = { Requests: { event: 'newRequest' }, 'More calls': {} };
		expect(await trigger.start({ name: 'Calls', others })).toEqual([]);
		const calls = [1, 2, 3].map(() => sandbox.addCall());
		const requests = [1, 2, 3].map(() => sandbox.addRequest());
		expect(idsOf(await trigger.poll('Calls')).sort()).toEqual([...calls].sort());
		const found = await trigger.poll('Requests');
		expect(found.map(({ requestId }) => requestId)).toEqual(requests);
		expect(idsOf(await trigger.poll('More calls')).sort()).toEqual([...calls].sort());
	});

	it('take no memory from each other when one is added later', async () => {
		await trigger.start({ name: 'Calls', followed: true });
		const before = sandbox.addCall();
		const found = await trigger.start({
			name: 'Calls',
			activation: 'update',
			others: { Copy: {} },
			followed: true,
		});
		expect(idsOf(found)).toEqual([before]);
	});
});
