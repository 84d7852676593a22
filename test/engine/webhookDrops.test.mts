import { afterEach, describe, expect, it, vi } from 'vitest';
import { endedCall, form, Sender } from '../support/deliveries.mts';
import { openWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver;
const to = new Sender(() => receiver.url);
afterEach(async () => {
	vi.restoreAllMocks();
	await receiver.stop();
});

describe('what the webhook trigger drops', () => {
	it('drops the test of Calltouch, but not placeholders of advertisements', async () => {
		receiver = await openWebhook();
		const test = await to.postForm({
			id: '{id}',
			callerphone: '{callerphone}',
			source: '{source}',
		});
		expect([test.status, await test.json()]).toEqual([200, { ok: true }]);
		expect(receiver.debugged).toEqual(['"Calltouch" dropped a delivery: test']);
		expect((await to.postForm({ anything: '{x}' })).status).toBe(200);
		expect(receiver.emitted).toEqual([]);
		await to.postForm({ ...endedCall, utm_term: '{keyword}' });
		expect(receiver.emitted).toHaveLength(1);
	});

	it('shows a note about it during a test in the editor', async () => {
		receiver = await openWebhook({}, { mode: 'manual' });
		expect((await to.postForm({ id: '{id}' })).status).toBe(200);
		expect(receiver.emitted).toEqual([
			{ note: expect.stringContaining('{…} in place of data') as string, raw: { id: '{id}' } },
		]);
	});

	it('shows a note about an event that is not chosen, and about nothing at all', async () => {
		receiver = await openWebhook({ events: ['newRequest'] }, { mode: 'manual' });
		for (const answer of [await to.postForm(endedCall), await to.postForm({})]) {
			expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
		}
		const dropped = 'When the workflow is published, such deliveries are dropped.';
		expect(receiver.emitted).toEqual([
			{
				note: `This is "Call Ended", which is not chosen under Events. It was answered with 200. ${dropped}`,
				raw: endedCall,
			},
			{ note: expect.stringContaining('holds no parameters') as string, raw: {} },
		]);
	});

	it('drops repeats, until the time is over', async () => {
		receiver = await openWebhook({ additionalOptions: { dropRepeats: 5 } });
		const start = Date.now();
		await to.postForm(endedCall);
		const reordered = Object.fromEntries(Object.entries(endedCall).reverse());
		await to.postForm({ ...reordered, sendingTimestamp: '1702569200' });
		await to.postJson(endedCall);
		expect(receiver.emitted).toHaveLength(1);
		await to.postForm({ ...endedCall, duration: '555' });
		expect(receiver.emitted).toHaveLength(2);
		vi.spyOn(Date, 'now').mockReturnValue(start + 6 * 60_000);
		await to.postForm(endedCall);
		expect(receiver.emitted).toHaveLength(3);
	});

	it('lets every repeat pass during a test in the editor', async () => {
		receiver = await openWebhook({}, { mode: 'manual' });
		await to.postForm(endedCall);
		await to.postForm(endedCall);
		expect(receiver.emitted).toHaveLength(2);
	});

	it('drops events that are not chosen, never unknown ones', async () => {
		receiver = await openWebhook({ events: ['newRequest'] });
		const answer = await to.postForm(endedCall);
		expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
		expect(receiver.debugged).toEqual(['"Calltouch" dropped a delivery: event']);
		await to.postForm({ leadtype: 'request', id: '5' });
		await to.postForm({ something: 'new' });
		expect(receiver.emitted.map(({ event }) => event)).toEqual(['newRequest', 'unknown']);
	});

	it('accounts for every delivery of a busy day', async () => {
		receiver = await openWebhook({ secret: 's', events: ['callEnded', 'newRequest'] });
		const sent: Record<string, number> = {};
		const answered: Record<string, number> = {};
		const send = async (kind: string, body: string, query = '?secret=s', type = form) => {
			const answer = await to.post(body, { 'content-type': type }, query);
			const answered200 = JSON.stringify(await answer.json()) === '{"ok":true}';
			expect(answered200).toBe(answer.ok);
			const [, dropped] = /delivery: (.+)$/.exec(receiver.debugged.splice(0).join()) ?? [];
			const reason = answer.ok ? (dropped ?? 'emitted') : String(answer.status);
			sent[kind] = (sent[kind] ?? 0) + 1;
			const outcome = `${kind} → ${reason}`;
			answered[outcome] = (answered[outcome] ?? 0) + 1;
		};
		const call = (id: number, phase: string) => `id=${id}&leadtype=call&callphase=${phase}`;
		for (let id = 0; id < 300; id++) {
			await send('call started', call(id, 'callconnected'));
			await send('call ended', call(id, 'calldisconnected'));
			if (id % 3 === 0) await send('repeat', call(id, 'calldisconnected'));
			if (id % 5 === 0) await send('request', `leadtype=request&id=${id}`);
			if (id % 10 === 0) await send('no secret', call(id + 1000, 'calldisconnected'), '');
			if (id % 20 === 0) await send('broken', '{"id"', '?secret=s', 'application/json');
			if (id % 50 === 0) await send('test', 'id={id}&callerphone={callerphone}');
			if (id % 100 === 0) await send('empty', '');
		}
		expect(answered).toEqual({
			'call started → event': 300,
			'call ended → emitted': 300,
			'repeat → repeat': 100,
			'request → emitted': 60,
			'no secret → 403': 30,
			'broken → 400': 15,
			'test → test': 6,
			'empty → empty': 3,
		});
		expect(receiver.emitted).toHaveLength(360);
		console.table(
			Object.entries(answered).map(([outcome, count]) => {
				const [delivery = '', result = ''] = outcome.split(' → ');
				const emitted = result === 'emitted' ? count : 0;
				return { delivery, sent: sent[delivery], emitted, dropped: count - emitted, result };
			}),
		);
	});
});
