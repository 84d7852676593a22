import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endedCall, form, Sender } from '../support/deliveries.mts';
import { newWorkflow, openWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver;
const to = new Sender(() => receiver.url);
beforeEach(async () => {
	receiver = await openWebhook();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await receiver.stop();
});

describe('a repeat is the same as the last delivery', () => {
	it.each([
		['call', { id: '7', leadtype: 'call', changedFields: '["targetcall"]' }],
		['call without lead type', { id: '7', changedFields: '["targetcall"]' }],
		['call without id', { callerphone: '79990000011', timestamp: '1702569133' }],
		['request', { requestId: '7', leadtype: 'request' }],
		['request by number', { requestNumber: 'A-7', leadtype: 'request' }],
		['deal', { orderId: '7', leadtype: 'deal' }],
		['chat', { id: '7', leadtype: 'chat' }],
		['anything with an id', { id: '7' }],
	])('of the same %s: a state that comes back is news', async (_, fields) => {
		const states = ['true', 'false', 'true', 'true', 'false'];
		for (const targetcall of states) await to.postForm({ ...fields, targetcall });
		const seen = receiver.emitted.map(({ targetCall }) => targetCall);
		expect(seen).toEqual([true, false, true, false]);
	});

	it('whatever other calls have in between', async () => {
		for (const id of ['1', '2', '1', '2']) await to.postForm({ ...endedCall, id });
		expect(receiver.emitted.map(({ callId }) => callId)).toEqual([1, 2]);
	});

	it('not a request, deal or chat with the number of a call', async () => {
		for (const leadtype of ['call', 'request', 'deal', 'chat']) {
			await to.postForm({ id: '7', leadtype });
			await to.postForm({ id: '7', leadtype });
		}
		expect(receiver.emitted).toHaveLength(4);
	});

	it.each(['sendingTimestamp', 'sending_timestamp', 'sendingtimestamp', 'SENDING-TIMESTAMP'])(
		'whenever it was sent, as %s, also in JSON in a field',
		async (name) => {
			await to.postForm({ ...endedCall, [name]: '1' });
			await to.postForm({ ...endedCall, [name]: '2' });
			await to.postForm({ data: JSON.stringify({ ...endedCall, [name]: '3' }) });
			expect(receiver.emitted).toHaveLength(1);
		},
	);

	it('not when nothing tells what it is about, but its content differs', async () => {
		for (const note of ['a', 'b', 'a']) await to.postForm({ note });
		expect(receiver.emitted).toHaveLength(2);
	});
});

describe('what is remembered', () => {
	it('belongs to one node, also when two of a workflow have the same id', async () => {
		const workflowId = newWorkflow();
		const [one, other] = [
			await openWebhook({}, { name: 'One', workflowId }),
			await openWebhook({}, { name: 'Other', workflowId }),
		];
		for (const { url } of [one, other, one, other]) {
			await new Sender(() => url).postForm(endedCall);
		}
		expect([one.emitted.length, other.emitted.length]).toEqual([1, 1]);
		await Promise.all([one.stop(), other.stop()]);
	});

	it('is not what n8n could not take: the sender tries again', async () => {
		await receiver.stop();
		let isFull = true;
		const take = () => {
			if (isFull) throw new Error('The database is not there');
		};
		receiver = await openWebhook({}, { take });
		expect((await to.postForm(endedCall)).status).toBe(500);
		isFull = false;
		expect((await to.postForm(endedCall)).status).toBe(200);
		await to.postForm(endedCall);
		expect(receiver.emitted).toHaveLength(1);
	});

	describe('while n8n is still about to take it', () => {
		let settle: { resolve: () => void; reject: (error: Error) => void };
		let taken = 0;
		let hungUp = 0;
		beforeEach(async () => {
			await receiver.stop();
			taken = 0;
			const first = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
			hungUp = 0;
			const take: NonNullable<Parameters<typeof openWebhook>[1]>['take'] = async (response) => {
				response.once('close', () => hungUp++);
				if (taken++ === 0) await first;
			};
			receiver = await openWebhook({}, { take });
		});
		const isTaken = async () => await vi.waitFor(() => expect(taken).toBe(1));
		const lost = new Error('The database is not there');

		it('is not what n8n could not take after the sender had given up', async () => {
			const impatient = new AbortController();
			const first = fetch(`${receiver.url}?id=7&leadtype=call`, { signal: impatient.signal });
			await isTaken();
			impatient.abort();
			await expect(first).rejects.toThrow();
			await vi.waitFor(() => expect(hungUp).toBe(1));
			settle.reject(lost);
			expect((await to.get({ id: '7', leadtype: 'call' })).status).toBe(200);
			expect(receiver.emitted).toHaveLength(1);
		});

		it.each([
			['waits, and starts the workflow if n8n could not', () => settle.reject(lost)],
			['waits, and is dropped if n8n could', () => settle.resolve()],
		])('a repeat %s', async (_, happens) => {
			const first = to.postForm(endedCall);
			await isTaken();
			let answered = 0;
			const repeats = [1, 2].map(async () => {
				const { status } = await to.postForm(endedCall);
				answered++;
				return status;
			});
			const other = await to.postForm({ ...endedCall, id: '8' });
			expect([other.status, answered]).toEqual([200, 0]);
			happens();
			await first;
			expect(await Promise.all(repeats)).toEqual([200, 200]);
			expect(receiver.emitted.map(({ callId }) => callId).sort()).toHaveLength(2);
		});

		it('lists that share deliveries do not wait for each other', async () => {
			const list = (...ids: string[]) => ids.map((id) => ({ ...endedCall, id }));
			const first = to.postJson(list('1'));
			await isTaken();
			const second = to.postJson(list('2', '1', '3'));
			expect((await to.postForm({ ...endedCall, id: '9' })).status).toBe(200);
			const third = to.postJson(list('3', '2'));
			expect((await to.postForm({ ...endedCall, id: '8' })).status).toBe(200);
			settle.resolve();
			const answers = await Promise.all([first, second, third]);
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
			expect(receiver.emitted.map(({ callId }) => callId).sort()).toEqual([1, 2, 3, 8, 9]);
		});
	});

	it('counts for a list that holds the same twice, and keeps its order', async () => {
		const list = [{ ...endedCall, id: '9' }, endedCall, endedCall, { ...endedCall, id: '10' }];
		expect((await to.postJson(list)).status).toBe(200);
		expect(receiver.emitted.map(({ callId }) => callId)).toEqual([9, 22010007, 10]);
	});
});

describe('two thousand deliveries', () => {
	/** Forms in which the same delivery may come. */
	const ways: Array<(fields: Record<string, string>) => Promise<Response>> = [
		async (fields) => await to.postForm(fields),
		async (fields) => await to.postJson(fields),
		async (fields) => await to.get(fields),
		async (fields) => await to.postForm({ data: JSON.stringify(fields) }),
		async (fields) => {
			const parts = new FormData();
			for (const [name, value] of Object.entries(fields)) parts.append(name, value);
			return await to.post(parts);
		},
		async (fields) => {
			const reversed = Object.entries(fields).reverse();
			const body = new URLSearchParams([...reversed, ['sending_timestamp', String(Date.now())]]);
			return await to.post(body.toString(), { 'content-type': form });
		},
	];

	it('of 200 a second with repeats, changed states and forms mixed: none lost, none doubled', async () => {
		let now = Date.now();
		vi.spyOn(Date, 'now').mockImplementation(() => now);
		const lanes = Array.from({ length: 40 }, (_, lane) => lane);
		const expected: string[] = [];
		let sent = 0;
		// Each lane is a call: what is sent about it arrives in its order, and everything else in any order.
		await Promise.all(
			lanes.map(async (lane) => {
				const leadtype = ['call', 'request', 'deal', 'chat'][lane % 4] ?? '';
				let last = '';
				for (let step = 0; step < 50; step++) {
					now += 5;
					// Some states stay, some go and come back.
					const state = String(Math.floor(step / (1 + (lane % 3))) % 2 === 0);
					const fields = { id: String(lane), leadtype, targetcall: state, tags_manual: 'a,b' };
					const answer = await ways[(step + lane) % ways.length]?.(fields);
					expect(answer?.status).toBe(200);
					sent++;
					if (state !== last) expected.push(`${lane} ${leadtype} ${state}`);
					last = state;
				}
			}),
		);
		expect(sent).toBe(2000);
		const seen = receiver.emitted.map(({ raw, leadType, targetCall }) => {
			const { id, data } = raw as { id?: string; data?: string };
			const number = id ?? (JSON.parse(data ?? '{}') as { id: string }).id;
			return `${number} ${String(leadType)} ${String(targetCall)}`;
		});
		expect(expected.length).toBeGreaterThan(900);
		expect(expected.length).toBeLessThan(1600);
		expect(seen.sort()).toEqual(expected.sort());
	});
});
