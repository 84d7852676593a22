import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWebhook, type Receiver } from '../support/webhook.mts';

const form = 'application/x-www-form-urlencoded';
const endedCall = {
	id: '22010007',
	leadtype: 'call',
	callphase: 'calldisconnected',
	callerphone: '79990000011',
	phonenumber: '74990001001',
	calltime: '2023-12-14 18:52:13',
	timestamp: '1702569133',
	duration: '554',
	waiting_time: '7',
	status: 'successful',
	unique: 'true',
	targetcall: 'target',
	uniqtargetcall: 'non-uniqtarget',
	callback: 'non-callback',
	source: 'google',
	medium: 'cpc',
	utm_source: 'google',
	utm_campaign: 'окна',
	tags_manual: 'VIP, Повторный',
	yaClientId: '1702569000123456789',
	ctClientId: '800000000802881118',
	reclink: 'https://example.com/record.mp3',
};

let receiver: Receiver;
afterEach(async () => {
	vi.restoreAllMocks();
	await receiver.stop();
});

const post = async (body: RequestInit['body'], headers: Record<string, string> = {}, query = '') =>
	await fetch(receiver.url + query, { method: 'POST', body, headers });
const postForm = async (fields: Record<string, string>, query = '') =>
	await post(new URLSearchParams(fields).toString(), { 'content-type': form }, query);
const postJson = async (value: unknown) =>
	await post(JSON.stringify(value), { 'content-type': 'application/json' });
const get = async (fields: Record<string, string>) =>
	await fetch(`${receiver.url}?${new URLSearchParams(fields)}`);

describe('what the webhook trigger emits', () => {
	it('is one tidy shape with the names of the journal, and the original', async () => {
		receiver = await openWebhook();
		expect((await postForm(endedCall)).status).toBe(200);
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
		await postForm(endedCall);
		await get(endedCall);
		await postJson(endedCall);
		await post('', {}, `?${new URLSearchParams(endedCall)}`);
		await postForm({ callphase: 'calldisconnected' }, `?${new URLSearchParams(endedCall)}`);
		await post(JSON.stringify(endedCall), { 'content-type': 'text/plain;charset=UTF-8' });
		expect(receiver.emitted).toHaveLength(6);
		for (const item of receiver.emitted) expect(item).toEqual(receiver.emitted[0]);
	});

	it('has real types out of JSON, and every digit of a wide number', async () => {
		receiver = await openWebhook();
		await post(
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
		await post(Buffer.concat([Buffer.from('id=7&source='), bytes]), named);
		await post(`source=${escaped}&id=7`, named);
		if (charset === 'windows-1251') {
			await post(`source=${escaped}&id=7`, { 'content-type': form });
			await fetch(`${receiver.url}?id=7&source=${escaped}`);
		}
		expect(receiver.emitted.length).toBeGreaterThan(0);
		for (const { source } of receiver.emitted) expect(source).toBe('Органика');
	});

	it('reads JSON in UTF-16, and with a mark at its beginning', async () => {
		receiver = await openWebhook();
		const json = JSON.stringify({ id: 7, source: 'Органика' });
		const type = 'application/json; charset=utf-16le';
		await post(Buffer.from(json, 'utf16le'), { 'content-type': type });
		await post(`\uFEFF${json.replace('7', '8')}`, { 'content-type': 'application/json' });
		expect(receiver.emitted.map(({ source }) => source)).toEqual(['Органика', 'Органика']);
	});

	it('reads what browsers escape, and leaves a lonely percent sign', async () => {
		receiver = await openWebhook();
		await post('id=7&source=100%+%D0%B4%D0%B0%26%3D%2B&&medium&=x', { 'content-type': form });
		expect(receiver.emitted[0]).toMatchObject({ source: '100% да&=+', medium: null });
	});

	it.each([
		['callStarted', { id: '1', callphase: 'callconnected' }, { callId: 1 }],
		['callEnded', { id: '1', leadtype: 'call', status: 'unsuccessful' }, { successful: false }],
		['callStarted', { id: '1', leadtype: 'call', callerphone: '7' }, { callId: 1 }],
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
		await postForm(fields as Record<string, string>);
		expect(receiver.emitted).toHaveLength(1);
		expect(receiver.emitted[0]).toMatchObject({ event, ...expected });
	});

	it('writes times in the zone of the account', async () => {
		receiver = await openWebhook({ additionalOptions: { timezone: 'Asia/Yekaterinburg' } });
		await postForm({ id: '1', calltime: '2023-12-14 18:52:13', sendingTimestamp: '1702569200' });
		expect(receiver.emitted[0]).toMatchObject({
			date: '2023-12-14T18:52:13+05:00',
			sentAt: '2023-12-14T20:53:20+05:00',
		});
	});
});

describe('what the webhook trigger refuses', () => {
	it('answers 403 without the secret, and lets it travel no further', async () => {
		receiver = await openWebhook({ secret: 'open sesame', additionalOptions: { dropRepeats: 0 } });
		const statuses = [
			await postForm(endedCall),
			await postForm(endedCall, '?secret=open'),
			await postForm(endedCall, '?secret=open%20sesame!'),
			await postForm({ ...endedCall, secret: 'open sesame' }),
			await postForm(endedCall, '?secret='),
		].map(({ status }) => status);
		expect(statuses).toEqual([403, 403, 403, 403, 403]);
		expect(receiver.emitted).toEqual([]);
		expect((await postForm(endedCall, '?secret=open%20sesame')).status).toBe(200);
		const header = { 'content-type': form, 'x-webhook-secret': 'open sesame' };
		expect((await post('id=1', header)).status).toBe(200);
		expect(receiver.emitted).toHaveLength(2);
		expect(JSON.stringify(receiver.emitted)).not.toContain('sesame');
	});

	it('answers 400 to a body that is too large or broken', async () => {
		receiver = await openWebhook();
		const json = { 'content-type': 'application/json' };
		const large = `{"id":1,"url":"${'x'.repeat(1024 * 1024)}"}`;
		const chunked = new ReadableStream({
			start(controller) {
				for (let each = 0; each < 20; each++) controller.enqueue(new Uint8Array(60_000).fill(97));
				controller.close();
			},
		});
		const answers = [
			await post(large, json),
			await fetch(receiver.url, { method: 'POST', body: chunked, duplex: 'half' } as RequestInit),
			await post('{"id":1', json),
			await post('[1]', json),
			await post('"text"', json),
			await post('[]', json),
			await post(new FormData()),
		];
		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 400]);
		expect(((await answers[2]?.json()) as { message: string }).message).toMatch(/not valid JSON/);
		const nearly = `{"id":1,"url":"${'x'.repeat(1000 * 1000)}"}`;
		expect((await post(nearly, json)).status).toBe(200);
		expect(receiver.emitted).toHaveLength(1);
	});

	it('answers 403 to senders outside of the networks', async () => {
		receiver = await openWebhook({ additionalOptions: { networks: '92.118.66.0/23, 10.0.0.5' } });
		const from = async (ip: string) =>
			(await post(`id=${ip}`, { 'content-type': form, 'x-test-ip': ip })).status;
		expect(await from('92.118.66.1')).toBe(200);
		expect(await from('::ffff:92.118.67.255')).toBe(200);
		expect(await from('10.0.0.5')).toBe(200);
		expect(await from('92.118.68.0')).toBe(403);
		expect(await from('92.118.65.255')).toBe(403);
		expect(await from('10.0.0.6')).toBe(403);
		expect(await from('::1')).toBe(403);
		expect(receiver.emitted).toHaveLength(3);
	});

	it('says which option cannot be right', async () => {
		receiver = await openWebhook({ additionalOptions: { timezone: 'Moscow' } });
		const answer = await postForm(endedCall);
		expect(answer.status).toBe(500);
		expect(await answer.text()).toContain('Account Time Zone \\"Moscow\\" is not known');
	});
});

describe('what the webhook trigger drops', () => {
	it('drops the test of Calltouch, but not placeholders of advertisements', async () => {
		receiver = await openWebhook();
		const test = await postForm({ id: '{id}', callerphone: '{callerphone}', source: '{source}' });
		expect([test.status, await test.json()]).toEqual([200, { dropped: 'test' }]);
		expect((await postForm({ anything: '{x}' })).status).toBe(200);
		expect(receiver.emitted).toEqual([]);
		await postForm({ ...endedCall, utm_term: '{keyword}' });
		expect(receiver.emitted).toHaveLength(1);
	});

	it('shows a note about it during a test in the editor', async () => {
		receiver = await openWebhook({}, 'manual');
		expect((await postForm({ id: '{id}' })).status).toBe(200);
		expect(receiver.emitted).toEqual([
			{ note: expect.stringContaining('{…} in place of data') as string, raw: { id: '{id}' } },
		]);
	});

	it('drops repeats, until the time is over', async () => {
		receiver = await openWebhook({ additionalOptions: { dropRepeats: 5 } });
		const start = Date.now();
		await postForm(endedCall);
		const reordered = Object.fromEntries(Object.entries(endedCall).reverse());
		await postForm({ ...reordered, sendingTimestamp: '1702569200' });
		await postJson(endedCall);
		expect(receiver.emitted).toHaveLength(1);
		await postForm({ ...endedCall, duration: '555' });
		expect(receiver.emitted).toHaveLength(2);
		vi.spyOn(Date, 'now').mockReturnValue(start + 6 * 60_000);
		await postForm(endedCall);
		expect(receiver.emitted).toHaveLength(3);
	});

	it('lets every repeat pass during a test in the editor', async () => {
		receiver = await openWebhook({}, 'manual');
		await postForm(endedCall);
		await postForm(endedCall);
		expect(receiver.emitted).toHaveLength(2);
	});

	it('drops events that are not chosen, never unknown ones', async () => {
		receiver = await openWebhook({ events: ['newRequest'] });
		const answer = await postForm(endedCall);
		expect([answer.status, await answer.json()]).toEqual([200, { dropped: 'event' }]);
		await postForm({ leadtype: 'request', id: '5' });
		await postForm({ something: 'new' });
		expect(receiver.emitted.map(({ event }) => event)).toEqual(['newRequest', 'unknown']);
	});

	it('accounts for every delivery of a busy day', async () => {
		receiver = await openWebhook({ secret: 's', events: ['callEnded', 'newRequest'] });
		const sent: Record<string, number> = {};
		const answered: Record<string, number> = {};
		const send = async (kind: string, body: string, query = '?secret=s', type = form) => {
			const answer = await post(body, { 'content-type': type }, query);
			const { dropped } = (await answer.json()) as { dropped?: string };
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
