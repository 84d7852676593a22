import { afterEach, describe, expect, it } from 'vitest';
import { endedCall, form, Sender } from '../support/deliveries.mts';
import { openWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver;
const to = new Sender(() => receiver.url);
afterEach(async () => {
	await receiver.stop();
});

const sent = async (body: Parameters<Sender['post']>[0], type = form, query = '') => {
	receiver = await openWebhook();
	const answer = await to.post(body, { 'content-type': type }, query);
	expect(answer.status).toBe(200);
	expect(receiver.emitted).toHaveLength(1);
	return receiver.emitted[0];
};

describe('a form that says a name several times', () => {
	it('gives a list, in the output and in raw', async () => {
		const item = await sent('id=7&tags_manual=VIP&tags_manual=A,%20B&source=a&source=b');
		expect(item).toMatchObject({
			id: 7,
			tagsManual: ['VIP', 'A, B'],
			source: ['a', 'b'],
			raw: { id: '7', tags_manual: ['VIP', 'A, B'], source: ['a', 'b'] },
		});
	});

	it('gives a list for names with brackets, in the order of their numbers', async () => {
		const item = await sent(
			'id=7&tags_manual[]=a&tags_manual[]=b&tags_api[1]=d&tags_api[0]=c&attrs[color]=red&attrs[size]=5',
		);
		expect(item).toMatchObject({
			tagsManual: ['a', 'b'],
			tagsApi: ['c', 'd'],
			attrs: { color: 'red', size: '5' },
			raw: {
				'tags_manual[]': ['a', 'b'],
				'tags_api[1]': 'd',
				'tags_api[0]': 'c',
				'attrs[color]': 'red',
			},
		});
	});

	it('is one call all the same, and one value where all are the same', async () => {
		const item = await sent(
			'id=7&id=7&leadtype=call&leadtype=call&duration=5&duration=6&timestamp=1702569133',
		);
		expect(item).toMatchObject({
			event: 'callEnded',
			callId: 7,
			leadType: 'call',
			duration: [5, 6],
			date: '2023-12-14T18:52:13+03:00',
			raw: { id: ['7', '7'] },
		});
	});

	it('gives the body before the address, and both in raw', async () => {
		const item = await sent('id=7&source=google', form, '?source=site&medium=cpc');
		expect(item).toMatchObject({
			source: 'google',
			medium: 'cpc',
			raw: { id: '7', source: ['site', 'google'], medium: 'cpc' },
		});
	});
});

describe('a form in parts', () => {
	it('is read as the other one, whatever the letters are', async () => {
		receiver = await openWebhook({ additionalOptions: { dropRepeats: 0 } });
		await to.postForm(endedCall);
		const parts = new FormData();
		for (const [name, value] of Object.entries(endedCall)) parts.append(name, value);
		expect((await to.post(parts)).status).toBe(200);
		expect(receiver.emitted).toHaveLength(2);
		expect(receiver.emitted[1]).toEqual(receiver.emitted[0]);
	});

	it('may repeat names, hold windows-1251, odd names and files', async () => {
		const part = (name: string, value: string, more = '') =>
			`--x\r\ncontent-disposition: form-data; name=${name}${more}\r\n\r\n${value}\r\n`;
		const body =
			'to be ignored\r\n' +
			part('id', '7') +
			part('"tags_manual"', 'a') +
			part('"tags_manual"', 'b\r\nc') +
			part('"say %22hi%22"', '--x is no end') +
			part('"record"', 'audio', '; filename="call.mp3"') +
			part('source', '\xcf\xf0\xff\xec\xee\xe9') +
			'--x--\r\n';
		const item = await sent(Buffer.from(body, 'latin1'), 'multipart/form-data; boundary="x"');
		expect(item).toMatchObject({
			source: 'Прямой',
			raw: {
				id: '7',
				tags_manual: ['a', 'b\r\nc'],
				'say "hi"': '--x is no end',
				record: 'call.mp3',
			},
		});
	});
});

describe('JSON in a form', () => {
	it.each([
		['in one field', `data=${encodeURIComponent(JSON.stringify(endedCall))}`],
		['beside other fields', `site=5&payload=${encodeURIComponent(JSON.stringify(endedCall))}`],
		['in place of a form', JSON.stringify(endedCall)],
		['as a list in one field', `data=${encodeURIComponent(JSON.stringify([endedCall]))}`],
	])('is read %s', async (_, body) => {
		const item = await sent(body);
		expect(item).toMatchObject({ event: 'callEnded', callId: 22010007, utmCampaign: 'окна' });
	});

	it('is kept in raw as it was sent', async () => {
		expect(await sent('data={"id":7}')).toMatchObject({ id: 7, raw: { data: '{"id":7}' } });
	});

	it.each(['data={"some":"thing"}', 'data={}', 'x={broken', 'id=7&source={"a":1}'])(
		'is no test of Calltouch: %s',
		async (body) => {
			expect(await sent(body)).toMatchObject({ event: 'unknown' });
		},
	);

	it.each([
		'id={id}',
		'phone={callerphone}&x=1',
		'call_id={call_id}&x=1',
		'data={"id":"{id}"}',
		'id[]={id}',
		'x={a-b}&y={c_d}',
	])('is a test when it has placeholders: %s', async (body) => {
		receiver = await openWebhook();
		const answer = await to.post(body, { 'content-type': form });
		expect(await answer.json()).toEqual({ ok: true });
	});
});

describe('letters that were cut', () => {
	it.each([
		['a form', Buffer.concat([Buffer.from('city=Казань&source=Рекла'), Buffer.from([0xd0])]), form],
		['one value alone', Buffer.from('id=1&source=%D0%94%D0%B0%D0'), form],
		[
			'parts',
			Buffer.concat([
				Buffer.from('--x\r\nContent-Disposition: form-data; name="source"\r\n\r\nРекла'),
				Buffer.from([0xd0]),
				Buffer.from('\r\n--x--'),
			]),
			'multipart/form-data; boundary=x',
		],
	])('leave the others as they are, in %s', async (_, body, type) => {
		const item = await sent(body, type);
		expect(String(item?.source)).toMatch(/^(Рекла|Да)\uFFFD$/);
	});
});

describe('JSON that says nothing', () => {
	const json = 'application/json';

	it.each(['null', '[]', '""', ' \r\n', '{}', '[null]'])(
		'leaves what the address says: %j',
		async (body) => {
			expect(await sent(body, json, '?id=7&leadtype=call')).toMatchObject({ callId: 7 });
		},
	);

	it('leaves the others of a list', async () => {
		expect(await sent('[null, {"id":7}]', json)).toMatchObject({ id: 7 });
	});
});
