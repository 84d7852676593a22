import { afterEach, describe, expect, it } from 'vitest';
import { endedCall, form, Sender } from '../support/deliveries.mts';
import { openWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver;
const to = new Sender(() => receiver.url);
afterEach(async () => {
	await receiver.stop();
});

describe('what the webhook trigger emits', () => {
	it('is one tidy shape with the names of the journal, and the original', async () => {
		receiver = await openWebhook();
		const answer = await to.postForm(endedCall);
		expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
		expect(receiver.emitted).toEqual([
			{
				event: 'callEnded',
				leadType: 'call',
				callId: 22010007,
				requestId: null,
				orderId: null,
				chatId: null,
				date: '2023-12-14T18:52:13+03:00',
				callerNumber: '79990000011',
				phoneNumber: '74990001001',
				duration: 554,
				successful: true,
				targetCall: true,
				source: 'google',
				medium: 'cpc',
				utmCampaign: 'окна',
				callphase: 'calldisconnected',
				timestamp: 1702569133,
				waitingConnect: 7,
				uniqueCall: true,
				uniqTargetCall: false,
				callbackCall: false,
				utmSource: 'google',
				tagsManual: ['VIP', 'Повторный'],
				yaClientId: '1702569000123456789',
				ctClientId: '800000000802881118',
				recordUrl: 'https://example.com/record.mp3',
				raw: endedCall,
			},
		]);
	});

	it('is the same for POST and GET, form, query and JSON', async () => {
		receiver = await openWebhook({ additionalOptions: { dropRepeats: 0 } });
		await to.postForm(endedCall);
		await to.get(endedCall);
		await to.postJson(endedCall);
		await to.post('', {}, `?${new URLSearchParams(endedCall)}`);
		await to.postForm({ callphase: 'calldisconnected' }, `?${new URLSearchParams(endedCall)}`);
		await to.post(JSON.stringify(endedCall), { 'content-type': 'text/plain;charset=UTF-8' });
		expect(receiver.emitted).toHaveLength(6);
		for (const item of receiver.emitted) expect(item).toEqual(receiver.emitted[0]);
	});

	it('has real types out of JSON, and every digit of a wide number', async () => {
		receiver = await openWebhook();
		await to.post(
			'{"id":22010007,"leadtype":"call","callphase":"callconnected","unique":true,"ctClientId":800000000802881118,"changedFields":null,"attrs":{"a":"1"}}',
			{ 'content-type': 'application/json; charset=utf-8' },
		);
		expect(receiver.emitted[0]).toMatchObject({
			event: 'callStarted',
			callId: 22010007,
			uniqueCall: true,
			ctClientId: '800000000802881118',
			attrs: { a: '1' },
		});
	});

	it.each([
		['windows-1251', Buffer.from('cef0e3e0ede8eae0', 'hex')],
		['koi8-r', Buffer.from('efd2c7c1cec9cbc1', 'hex')],
		['utf-8', Buffer.from('Органика')],
	])('reads %s', async (charset, bytes) => {
		receiver = await openWebhook({ additionalOptions: { dropRepeats: 0 } });
		const named = { 'content-type': `${form}; charset=${charset}` };
		const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
		await to.post(Buffer.concat([Buffer.from('id=7&source='), bytes]), named);
		await to.post(`source=${escaped}&id=7`, named);
		if (charset === 'windows-1251') {
			await to.post(`source=${escaped}&id=7`, { 'content-type': form });
			await fetch(`${receiver.url}?id=7&source=${escaped}`);
		}
		expect(receiver.emitted.length).toBeGreaterThan(0);
		for (const { source } of receiver.emitted) expect(source).toBe('Органика');
	});

	it.each(['ISO-8859-1', 'us-ascii', 'windows-1251'])(
		'reads UTF-8 that is declared as %s',
		async (charset) => {
			receiver = await openWebhook({ additionalOptions: { dropRepeats: 0 } });
			const body = new URLSearchParams({ id: '7', source: 'Органика' }).toString();
			for (const type of [form, 'text/plain']) {
				await to.post(body, { 'content-type': `${type}; charset=${charset}` });
			}
			await to.post('{"id":7,"source":"Органика"}', {
				'content-type': `application/json; charset=${charset}`,
			});
			expect(receiver.emitted.map(({ source }) => source)).toEqual(Array(3).fill('Органика'));
		},
	);

	it('reads windows-1251 that is declared as UTF-8', async () => {
		receiver = await openWebhook();
		const type = { 'content-type': `${form}; charset=UTF-8` };
		await to.post('id=7&source=%CE%F0%E3%E0%ED%E8%EA%E0', type);
		expect(receiver.emitted[0]).toMatchObject({ source: 'Органика' });
	});

	it('keeps an object in a field of a delivery as a value', async () => {
		receiver = await openWebhook();
		const crm = '{"id":5,"source":"crm","manager":"Ivan"}';
		await to.postForm({ leadtype: 'call', callphase: 'calldisconnected', custom: crm });
		await to.postForm({ leadtype: 'call', data: '{"callId":6,"source":"crm"}' });
		await to.postForm({ note: 'gateway', data: crm });
		expect(receiver.emitted).toMatchObject([
			{ callId: null, source: null, event: 'callEnded' },
			{ callId: 6, source: 'crm' },
			{ id: 5, source: 'crm' },
		]);
	});

	it('reads JSON in UTF-16, and with a mark at its beginning', async () => {
		receiver = await openWebhook();
		const json = JSON.stringify({ id: 7, source: 'Органика' });
		const type = 'application/json; charset=utf-16le';
		await to.post(Buffer.from(json, 'utf16le'), { 'content-type': type });
		await to.post(`\uFEFF${json.replace('7', '8')}`, { 'content-type': 'application/json' });
		expect(receiver.emitted.map(({ source }) => source)).toEqual(['Органика', 'Органика']);
	});

	it('reads what browsers escape, and leaves a lonely percent sign', async () => {
		receiver = await openWebhook();
		await to.post('id=7&source=100%+%D0%B4%D0%B0%26%3D%2B&&medium&=x', { 'content-type': form });
		expect(receiver.emitted[0]).toMatchObject({ source: '100% да&=+', medium: null });
	});

	it.each([
		['callStarted', { id: '1', callphase: 'callconnected' }, { callId: 1 }],
		['callEnded', { id: '1', leadtype: 'call', duration: '35' }, { duration: 35 }],
		['callEnded', { id: '1', leadtype: 'call', status: 'successful' }, { successful: true }],
		['unknown', { id: '1', leadtype: 'call', duration: '0' }, { callId: 1, leadType: 'call' }],
		['unknown', { id: '1', leadtype: 'call', status: 'unsuccessful' }, { successful: false }],
		['unknown', { id: '1', leadtype: 'call', callerphone: '7' }, { callId: 1 }],
		['callStarted', { id: '1', duration: '0', callphase: 'callconnected' }, { duration: 0 }],
		['callEnded', { id: '1', duration: '0', callphase: 'calldisconnected' }, { duration: 0 }],
		[
			'callEnded',
			{ id: '1', leadtype: 'call', duration: '0', status: 'unsuccessful', callphase: 'calllost' },
			{ callId: 1, leadType: 'call', successful: false },
		],
		['callEnded', { id: '1', duration: '0', callphase: 'callcompleted' }, { callId: 1 }],
		['unknown', { id: '1', leadtype: 'call', callphase: 'callqueued' }, { callId: 1 }],
		[
			'newRequest',
			{ leadtype: 'request', id: '5', callphase: 'calldisconnected' },
			{ requestId: 5, leadType: 'request' },
		],
		['callEnded', { callerphone: '7', calledphone: '8', recordlink: 'x' }, { phoneNumber: '8' }],
		[
			'newRequest',
			{ leadtype: 'request', id: '5', requestDate: '2023-12-14 18:52:13', fio: 'Ada' },
			{ requestId: 5, date: '2023-12-14T18:52:13+03:00', fio: 'Ada' },
		],
		['newRequest', { requestNumber: 'A-1', subject: 'Form' }, { leadType: 'request' }],
		[
			'leadChanged',
			{ id: '1', leadtype: 'call', changedFields: '["tags_manual"]' },
			{ callId: 1, changedFields: ['tags_manual'] },
		],
		['deal', { order_id: '9', orderNumber: 'D-9' }, { orderId: 9, orderNumber: 'D-9' }],
		['chat', { leadtype: 'chat', id: '3' }, { chatId: 3 }],
		['unknown', { something: 'new' }, { raw: { something: 'new' } }],
		['unknown', { constructor: 'x', __proto__x: 'y' }, { callId: null }],
	])('%s: %o', async (event, fields, expected) => {
		receiver = await openWebhook();
		await to.postForm(fields as Record<string, string>);
		expect(receiver.emitted).toHaveLength(1);
		expect(receiver.emitted[0]).toMatchObject({ event, ...expected });
	});

	it('writes times in the zone of the account', async () => {
		receiver = await openWebhook({ additionalOptions: { timezone: 'Asia/Yekaterinburg' } });
		await to.postForm({ id: '1', calltime: '2023-12-14 18:52:13', sendingTimestamp: '1702569200' });
		expect(receiver.emitted[0]).toMatchObject({
			date: '2023-12-14T18:52:13+05:00',
			sentAt: '2023-12-14T20:53:20+05:00',
		});
	});
});
