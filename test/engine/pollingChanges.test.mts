import { describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

const tags = (...names: string[]) => [{ category: '', type: 'MANUAL', names }];
const calls = { event: 'changedCall' };
const change = (call: string, fields: object) =>
	sandbox.updateCall(call, { fields: { ...fields } });

/** A call with values that nobody has changed yet. */
const addCall = (fields: object = {}) =>
	sandbox.addCall({
		fields: { callTags: [], manager: null, comments: [], targetCall: false, ...fields },
	});

/** As if the records before this day had not fitted into what n8n stores. */
function keepOnlySince(date: Date): void {
	const data = trigger.saved['node:New'] as { memory: string } | undefined;
	if (!data) throw new Error('Nothing is saved');
	const fits = date.toISOString().slice(0, 'yyyy-mm-dd'.length);
	data.memory = JSON.stringify({ ...(JSON.parse(data.memory) as object), fits });
}

describe('the polling trigger for changes', () => {
	it('tells each change that lasts once, with what changed and what was before', async () => {
		const call = addCall({ manager: 'Иванова' });
		expect(await trigger.start({ parameters: calls })).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		change(call, { callTags: tags('Замер'), targetCall: true, manager: 'Петров' });
		const found = await trigger.poll();
		expect(idsOf(found)).toEqual([call]);
		expect(found).toMatchObject([
			{
				changedFields: ['callTags', 'targetCall', 'manager'],
				before: { callTags: null, targetCall: false, manager: 'Иванова' },
			},
		]);
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.at(-1)?.query).toMatchObject({
			withCallTags: 'true',
			withComments: 'true',
			withOrders: 'true',
			withCustomFields: 'true',
			withText: 'true',
		});
	});

	it('takes two changes between two polls for one, and a way back for another', async () => {
		const call = addCall();
		await trigger.start({ parameters: calls });
		change(call, { manager: 'Иванова' });
		change(call, { manager: 'Петров' });
		expect(await trigger.poll()).toMatchObject([{ changedFields: ['manager'] }]);
		change(call, { manager: null });
		expect(await trigger.poll()).toMatchObject([
			{ changedFields: ['manager'], before: { manager: 'Петров' } },
		]);
		change(call, { manager: 'Иванова' });
		change(call, { manager: null });
		expect(await trigger.poll()).toEqual([]);
	});

	it('watches what is chosen, and nothing else', async () => {
		const call = addCall();
		await trigger.start({ parameters: { ...calls, watchFields: ['callTags'] } });
		change(call, { manager: 'Иванова', city: 'Тверь' });
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.at(-1)?.query).not.toHaveProperty('withComments');
		// What is watched from now on is compared from now on.
		const parameters = { ...calls, watchFields: ['manager', 'anyOther'] };
		expect(await trigger.start({ parameters, activation: 'update' })).toEqual([]);
		change(call, { city: 'Омск' });
		const [other] = await trigger.poll();
		expect(other).toMatchObject({ changedFields: ['other'] });
		expect(other).not.toHaveProperty('before');
	});

	it('takes a field that is watched by itself from now on, or no longer, for no other change', async () => {
		const call = addCall({ manager: 'Иванова' });
		const watching = (...watchFields: string[]) => ({ parameters: { ...calls, watchFields } });
		await trigger.start(watching('callTags', 'anyOther'));
		for (const fields of [
			['callTags', 'manager', 'anyOther'],
			['manager', 'anyOther'],
			['anyOther'],
		]) {
			expect(await trigger.start({ ...watching(...fields), activation: 'update' })).toEqual([]);
		}
		change(call, { manager: null });
		expect(await trigger.poll()).toMatchObject([{ changedFields: ['other'] }]);
	});

	it('takes a call that appears or ends for no change, unless Include New is on', async () => {
		const running = sandbox.addCall({ connected: true });
		await trigger.start({ parameters: calls });
		sandbox.updateCall(running, { connected: false });
		addCall();
		expect(await trigger.poll()).toEqual([]);

		const parameters = { ...calls, options: { includeNew: true } };
		expect(await trigger.start({ parameters, activation: 'update' })).toEqual([]);
		const call = addCall();
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ changedFields: [] });
		expect(idsOf([item ?? {}])).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
		change(call, { manager: 'Иванова' });
		expect(await trigger.poll()).toMatchObject([{ changedFields: ['manager'] }]);
	});

	it('goes on after a restart of n8n, and on another main', async () => {
		const call = addCall();
		await trigger.start({ parameters: calls });
		change(call, { manager: 'Иванова' });
		const restarted = { parameters: calls, activation: 'init', process: startProcess() } as const;
		expect(idsOf(await trigger.start(restarted))).toEqual([call]);
		change(call, { manager: 'Петров' });
		expect(idsOf(await trigger.pollAnew(startProcess()))).toEqual([call]);
		expect(await trigger.pollAnew(startProcess())).toEqual([]);
		expect(await trigger.start({ parameters: calls, activation: 'init' })).toEqual([]);
	});

	it('loses nothing when the workflow is published during a poll', async () => {
		const call = addCall();
		await trigger.start({ parameters: calls });
		change(call, { manager: 'Иванова' });
		sandbox.configure({ latencyMs: 100 });
		const poll = trigger.poll();
		await trigger.start({ parameters: calls, activation: 'update' });
		expect(await poll).toEqual([]);
		expect(idsOf(await trigger.poll())).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('finds the change after a fault of the line, and once', async () => {
		const call = addCall();
		await trigger.start({ parameters: { ...calls, options: { retryFor: 0 } } });
		change(call, { manager: 'Иванова' });
		sandbox.configure({ faults: [{ kind: '502' }] });
		expect(await trigger.poll()).toEqual([]);
		sandbox.configure({ faults: [] });
		expect(idsOf(await trigger.poll())).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('takes the time in which a workflow was switched off for history', async () => {
		const call = addCall();
		await trigger.start({ parameters: calls });
		change(call, { manager: 'Иванова' });
		const hourLater = Date.now() + 3_600_000;
		vi.spyOn(Date, 'now').mockReturnValue(hourLater);
		expect(await trigger.start({ parameters: calls })).toEqual([]);
		change(call, { manager: 'Петров' });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('looks back over as many days as are chosen', async () => {
		const old = sandbox.addCall({ timestamp: now() - 20 * 86_400, fields: { manager: null } });
		await trigger.start({ parameters: calls });
		change(old, { manager: 'Иванова' });
		expect(await trigger.poll()).toEqual([]);
		const parameters = { ...calls, options: { lookbackDays: 30 } };
		expect(await trigger.start({ parameters, activation: 'update' })).toEqual([]);
		change(old, { manager: 'Петров' });
		expect(idsOf(await trigger.poll())).toEqual([old]);
	});

	it('tells once a day that not everything fits, also when every poll finds a change, and loses none', async () => {
		const call = addCall();
		await trigger.start({ parameters: calls });
		keepOnlySince(new Date(Date.now() - 2 * 86_400_000));
		change(call, { manager: 'Иванова' });
		const start = { parameters: calls, activation: 'init', process: startProcess() } as const;
		expect(idsOf(await trigger.start(start))).toEqual([call]);
		const message = expect.stringContaining('more calls than n8n can keep') as string;
		expect(trigger.told).toMatchObject([{ message }]);
		change(call, { manager: 'Петров' });
		expect(idsOf(await trigger.poll())).toEqual([call]);
		expect(trigger.told).toHaveLength(1);
	});

	it('looks back over all days again when fewer fields are watched', async () => {
		const old = sandbox.addCall({ timestamp: now() - 5 * 86_400, fields: { manager: null } });
		await trigger.start({ parameters: calls });
		keepOnlySince(new Date(Date.now() - 2 * 86_400_000));
		const parameters = { ...calls, watchFields: ['manager'] };
		const start = { parameters, activation: 'init', process: startProcess() } as const;
		expect(await trigger.start(start)).toEqual([]);
		change(old, { manager: 'Петров' });
		expect(idsOf(await trigger.poll())).toEqual([old]);
	});

	it('shows the newest record for a test', async () => {
		const found = await trigger.test(calls);
		expect(found).toMatchObject([{ changedFields: [] }]);
	});
});

describe('changes of requests and deals', () => {
	it('come with the names of the journal', async () => {
		sandbox.configure({ requestsPerDay: 4, dealsPerDay: 4 });
		const request = sandbox.addRequest({ fields: { status: 'NEW' } });
		await trigger.start({ parameters: { event: 'changedRequest' } });
		expect(await trigger.poll()).toEqual([]);
		const done = { status: 'DONE', uniqueRequest: false, RequestTags: tags('Замер') };
		sandbox.ledger.update('requestId', request, done);
		expect(await trigger.poll()).toMatchObject([
			{
				requestId: request,
				changedFields: ['uniqueRequest', 'RequestTags', 'status'],
				before: { uniqueRequest: true, status: 'NEW' },
			},
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tell the old status and amounts of a deal', async () => {
		sandbox.configure({ dealsPerDay: 4 });
		const deal = sandbox.addDeal({ fields: { orderStatus: 'New', completedAmount: 0 } });
		await trigger.start({ parameters: { event: 'changedDeal' } });
		expect(await trigger.poll()).toEqual([]);
		sandbox.ledger.update('orderId', deal, { orderStatus: 'Won', completedAmount: 9000 });
		expect(await trigger.poll()).toMatchObject([
			{
				orderId: deal,
				changedFields: ['completedAmount', 'orderStatus'],
				before: { completedAmount: 0, orderStatus: 'New' },
			},
		]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('the cost of looking for changes', { timeout: 120_000 }, () => {
	it.each([
		[20, 2],
		[1000, 9],
	])('%i calls a day take %i requests a poll with a week of lookback', async (callsPerDay, max) => {
		sandbox.configure({ callsPerDay });
		await trigger.start({ parameters: calls });
		sandbox.requests.clear();
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.length).toBeLessThanOrEqual(max);
	});
});
