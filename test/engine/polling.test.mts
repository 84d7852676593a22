import { describe, expect, it, vi } from 'vitest';
import { simplifiedCall } from '../support/calltouch.mts';
import { dayBefore } from '../support/accountDay.mts';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

describe('the polling trigger', () => {
	it('replays nothing when it is published, and emits each new call once', async () => {
		expect(await trigger.start()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		const first = sandbox.addCall();
		const second = sandbox.addCall({ timestamp: now() - 3600 });
		expect(idsOf(await trigger.poll())).toEqual([second, first]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives ten useful fields by default, and what Output and Include say', async () => {
		await trigger.start();
		sandbox.addCall();
		const [simple] = await trigger.poll();
		expect(Object.keys(simple ?? {})).toEqual(simplifiedCall);
		await trigger.start({
			activation: 'update',
			parameters: { options: { dateFormat: 'local' } },
		});
		sandbox.addCall();
		const [local] = await trigger.poll();
		expect(local?.date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		await trigger.start({
			activation: 'update',
			parameters: { output: 'raw', include: ['callTags'], filters: { attribution: 0 } },
		});
		sandbox.addCall();
		const [raw] = await trigger.poll();
		expect(Object.keys(raw ?? {}).length).toBeGreaterThan(55);
		expect(sandbox.requests.at(-1)?.query).toMatchObject({
			withCallTags: 'true',
			attribution: '0',
		});
	});

	it('emits a call that was going on at activation when it ends', async () => {
		const call = sandbox.addCall({ connected: true });
		expect(await trigger.start()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		sandbox.updateCall(call, { connected: false });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('emits a call as it appears, and not again when it ends, if that is chosen', async () => {
		const parameters = { options: { emitWhen: 'appeared' } };
		const old = sandbox.addCall({ connected: true });
		await trigger.start({ parameters });
		const call = sandbox.addCall({ connected: true });
		expect(idsOf(await trigger.poll())).toEqual([call]);
		sandbox.updateCall(call, { connected: false });
		sandbox.updateCall(old, { connected: false });
		expect(await trigger.poll()).toEqual([]);
	});

	it.each(['ended', 'appeared'])(
		'waits for the end of a call whose outcome or length is asked for (%s)',
		async (emitWhen) => {
			const filters = { answered: 'answered', durationFrom: 60 };
			await trigger.start({ parameters: { filters, options: { emitWhen } } });
			const fieldsOf = (duration: number, successful = true) => ({ duration, successful });
			const short = sandbox.addCall({ connected: true, fields: fieldsOf(59) });
			const long = sandbox.addCall({ connected: true, fields: fieldsOf(60) });
			const missed = sandbox.addCall({ connected: true, fields: fieldsOf(90, false) });
			expect(await trigger.poll()).toEqual([]);
			for (const call of [short, long, missed]) sandbox.updateCall(call, { connected: false });
			expect(idsOf(await trigger.poll())).toEqual([long]);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	it('emits a call once it has the tag that a condition asks for', async () => {
		const condition = [{ field: 'callTags', operation: 'contains', value: 'VIP' }];
		await trigger.start({ parameters: { filters: { anyOf: { condition } } } });
		const call = sandbox.addCall();
		expect(await trigger.poll()).toEqual([]);
		sandbox.updateCall(call, { fields: { callTags: [{ names: ['vip client'] }] } });
		expect(idsOf(await trigger.poll())).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('starts from a day when that is chosen, and once', async () => {
		const startFrom = dayBefore(3);
		const parameters = { options: { startFrom } };
		const found = await trigger.start({ parameters });
		expect(found).toHaveLength(4 * 5);
		expect(idsOf(found)).toEqual([...new Set(idsOf(found))]);
		const dates = found.map(({ date }) => String(date));
		expect(dates).toEqual([...dates].sort());
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.start({ parameters, activation: 'init' })).toEqual([]);
		// Switched off and on again: what came in between is wanted too.
		const between = sandbox.addCall();
		expect(idsOf(await trigger.start({ parameters }))).toEqual([between]);
	});

	it('goes on after a restart of n8n with what n8n had saved', async () => {
		await trigger.start();
		const seen = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([seen]);
		expect(await trigger.poll()).toEqual([]);
		const missed = sandbox.addCall();
		expect(idsOf(await trigger.start({ activation: 'init' }))).toEqual([missed]);
		expect(await trigger.start({ activation: 'leadershipChange' })).toEqual([]);
	});

	it('takes the time in which a workflow was switched off for history', async () => {
		// The hours of this test may reach the next day, with its calls.
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start();
		sandbox.addCall();
		const hourLater = Date.now() + 3_600_000;
		vi.spyOn(Date, 'now').mockReturnValue(hourLater);
		expect(await trigger.start({ activation: 'activate' })).toEqual([]);
		const call = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('keeps its memory when the node gets another name while n8n runs', async () => {
		await trigger.start();
		const seen = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([seen]);
		const missed = sandbox.addCall();
		expect(idsOf(await trigger.start({ activation: 'update', name: 'Renamed' }))).toEqual([missed]);
		expect(Object.keys(trigger.saved)).toContain('node:Renamed');
	});

	it('does not let an edited filter bring back old calls, and loses no running one', async () => {
		const narrow = { filters: { anyOf: { condition: [{ field: 'source', value: 'google' }] } } };
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start({ parameters: narrow });
		const google = (connected: boolean) => ({ connected, fields: { source: 'google' } });
		const running = sandbox.addCall({ ...google(true), timestamp: now() - 60 });
		sandbox.addCall({ fields: { source: 'yandex' }, timestamp: now() - 60 });
		expect(await trigger.poll()).toEqual([]);
		sandbox.updateCall(running, google(false));
		const found = await trigger.start({ activation: 'update', parameters: { filters: {} } });
		expect(idsOf(found)).toEqual([running]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('begins anew for another site', async () => {
		await trigger.start();
		const options = { siteId: '23456' };
		expect(await trigger.start({ activation: 'update', parameters: { options } })).toEqual([]);
		const call = sandbox.addCall({ siteId: 23456 });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('does not start a second poll while one is under way', async () => {
		await trigger.start();
		const call = sandbox.addCall();
		sandbox.configure({ latencyMs: 100 });
		const both = await Promise.all([trigger.poll(), trigger.poll()]);
		expect(both.map(idsOf)).toEqual([[call], []]);
	});

	it('takes 5,000 calls at once, on several pages', async () => {
		await trigger.start();
		const added = Array.from({ length: 5000 }, () => sandbox.addCall({ timestamp: now() - 100 }));
		const found = idsOf(await trigger.poll());
		expect(found).toHaveLength(5000);
		expect(new Set(found)).toEqual(new Set(added));
		expect(await trigger.poll()).toEqual([]);
		expect(JSON.stringify(trigger.saved).length).toBeLessThan(20_000);
	});

	it('catches up after an outage of a day, and rests when its time is over', async () => {
		await trigger.start();
		const at = (days: number) => now() + days * 86_400;
		const later = (days: number) => vi.spyOn(Date, 'now').mockReturnValue(at(days) * 1000);
		const start = Date.now();
		later(3);
		const calls = [0.5, 1, 2, 2.9].map((days) =>
			sandbox.addCall({ timestamp: Math.floor(start / 1000 + days * 86_400) }),
		);
		vi.restoreAllMocks();
		const three = start + 3 * 86_400_000;
		vi.spyOn(Date, 'now').mockImplementation(() => three);
		expect(idsOf(await trigger.poll()).filter((id) => calls.includes(id))).toEqual(calls);
		expect(await trigger.poll()).toEqual([]);
	});

	it('heeds the time that n8n gives to a poll', async () => {
		await trigger.start();
		const call = sandbox.addCall();
		Object.assign(trigger.polling, { getPollBudgetMs: () => 200 });
		// Longer than any test may take.
		sandbox.configure({ latencyMs: 600_000 });
		expect(await trigger.poll()).toEqual([]);
		sandbox.configure({ latencyMs: 0 });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});
});

describe('requests and deals', () => {
	it.each([
		['newRequest', 'requestId', () => sandbox.addRequest()],
		['newDeal', 'orderId', () => sandbox.addDeal()],
	] as const)('%s: emits each new one once', async (event, id, add) => {
		sandbox.configure({ requestsPerDay: 4, dealsPerDay: 4 });
		const parameters = { event };
		expect(await trigger.start({ parameters })).toEqual([]);
		const [first, second] = [add(), add()];
		const found = await trigger.poll();
		expect(found.map((item) => item[id])).toEqual([first, second]);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.test(parameters)).toHaveLength(1);
	});
});
