import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { endedCall, form, Sender } from '../support/deliveries.mts';
import { hostileBodies } from '../support/hostileDeliveries.mts';
import { openWebhook, publishWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver;
const to = new Sender(() => receiver.url);
afterEach(async () => {
	await receiver.stop();
});

describe('what the webhook trigger refuses', () => {
	it('answers 403 without the secret, and lets it travel no further', async () => {
		receiver = await openWebhook({ secret: 'open sesame', additionalOptions: { dropRepeats: 0 } });
		const statuses = [
			await to.postForm(endedCall),
			await to.postForm(endedCall, '?secret=open'),
			await to.postForm(endedCall, '?secret=open%20sesame!'),
			await to.postForm({ ...endedCall, secret: 'open sesame' }),
			await to.postForm(endedCall, '?secret='),
		].map(({ status }) => status);
		expect(statuses).toEqual([403, 403, 403, 403, 403]);
		expect(receiver.emitted).toEqual([]);
		expect((await to.postForm(endedCall, '?secret=open%20sesame')).status).toBe(200);
		const header = { 'content-type': form, 'x-webhook-secret': 'open sesame' };
		expect((await to.post('id=1', header)).status).toBe(200);
		expect(receiver.emitted).toHaveLength(2);
		expect(JSON.stringify(receiver.emitted)).not.toContain('sesame');
	});

	it('lets a secret travel no further that nobody asks for', async () => {
		receiver = await openWebhook();
		expect((await to.postForm({ id: '1' }, '?secret=sesame&source=a')).status).toBe(200);
		expect(receiver.emitted[0]?.raw).toEqual({ id: '1', source: 'a' });
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
			await to.post(large, json),
			await fetch(receiver.url, { method: 'POST', body: chunked, duplex: 'half' } as RequestInit),
			await to.post('{"id":1', json),
			await to.post('[1]', json),
			await to.post('"text"', json),
			await to.post('[[]]', json),
			await to.post('--x\r\n\r\nno end', { 'content-type': 'multipart/form-data; boundary=x' }),
			await to.post('--x--', { 'content-type': 'multipart/mixed; boundary=x' }),
		];
		expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(400));
		expect(((await answers[2]?.json()) as { message: string }).message).toMatch(/not valid JSON/);
		const nearly = `{"id":1,"url":"${'x'.repeat(1000 * 1000)}"}`;
		expect((await to.post(nearly, json)).status).toBe(200);
		expect(receiver.emitted).toHaveLength(1);
	});

	it.each(['a+b', 'a&b', 'a&id=1', '100%', 'a%20b', 'a#b', 'пароль', 'q?=;'])(
		'finds the secret %s as it was pasted, and as it was encoded',
		async (secret) => {
			receiver = await openWebhook({ secret, additionalOptions: { dropRepeats: 0 } });
			const { hostname, port, pathname } = new URL(receiver.url);
			// What a careless sender writes into the first line of its request.
			const raw = async (query: string, headers = {}) =>
				await new Promise<number | undefined>((resolve, reject) => {
					const path = Buffer.from(`${pathname}?${query}`).toString('latin1');
					request({ hostname, port, path, headers }, (answer) => {
						answer.resume().on('end', () => resolve(answer.statusCode));
					})
						.on('error', reject)
						.end();
				});
			const header = { 'x-webhook-secret': Buffer.from(secret).toString('latin1') };
			const pasted = /[^\x21-\x7e]/.test(secret) ? encodeURI(secret) : secret;
			expect(await raw(`secret=${pasted}&callid=5`)).toBe(200);
			expect(await raw(`callid=5&secret=${pasted}`)).toBe(200);
			expect(await raw(`callid=5&secret=${encodeURIComponent(secret)}`)).toBe(200);
			expect(await raw(`callid=5&${new URLSearchParams({ secret })}`)).toBe(200);
			expect(await raw('callid=5', header)).toBe(200);
			expect(await raw(`secret=x${pasted}&callid=5`)).toBe(403);
			expect(await raw(`secret=${pasted}x&callid=5`)).toBe(403);
			expect(receiver.emitted).toHaveLength(5);
			for (const { raw: kept } of receiver.emitted) expect(kept).toEqual({ callid: '5' });
		},
	);

	it.each([
		'={{ undefined }}',
		'={{ null }}',
		"={{ '' }}",
		'={{ [] }}',
		'=',
		'={{ $json.a }}',
		' ',
		[],
	])('lets nobody in when the secret is set and gives nothing: %j', async (secret) => {
		receiver = await openWebhook({ secret });
		for (const query of ['', '?secret=', '?secret=undefined', '?secret=null']) {
			const answer = await to.postForm(endedCall, query);
			expect(answer.status).toBe(403);
			expect(await answer.text()).toMatch(/because Secret of this trigger cannot be read/);
		}
		expect(receiver.emitted).toEqual([]);
		expect(receiver.logged).toHaveLength(4);
		expect(receiver.logged[0]).toMatch(
			/^"Calltouch" refuses every delivery: Secret is set, but gives nothing$/,
		);
		await expect(publishWebhook({ secret })).rejects.toThrow('Secret is set, but gives nothing');
	});

	it.each(["={{ 'wo' + 'rd' }}", '={{ 1234 }}'])('takes a secret from %s', async (secret) => {
		receiver = await openWebhook({ secret });
		await expect(publishWebhook({ secret })).resolves.toEqual([]);
		expect((await to.postForm(endedCall)).status).toBe(403);
		const word = secret.includes('1234') ? '1234' : 'word';
		expect((await to.postForm(endedCall, `?secret=${word}`)).status).toBe(200);
	});

	it.each(['={{ undefined }}', '={{ [] }}', ' ', 'localhost', '127.0.0.1/233'])(
		'lets nobody in when the networks say nothing: %s',
		async (networks) => {
			receiver = await openWebhook({ additionalOptions: { networks } });
			const answer = await to.postForm(endedCall);
			expect(answer.status).toBe(403);
			const text = await answer.text();
			expect(text).toMatch(/because Source Networks of this trigger cannot be read/);
			expect(text).not.toMatch(/localhost|127/);
			expect(receiver.logged).toHaveLength(1);
			await expect(publishWebhook({ additionalOptions: { networks } })).rejects.toThrow(
				/^Source Networks ("(localhost|127.0.0.1\/233)" is no network|is set, but gives nothing)$/,
			);
		},
	);

	it('refuses to publish what would refuse everything, and only says so when n8n starts', async () => {
		receiver = await openWebhook();
		const wrong = [
			{ timezone: 'Moscow' },
			{ dropRepeats: -1 },
			{ dropRepeats: true },
			{ dropRepeats: [3] },
			{ networks: '::1/129' },
		];
		for (const additionalOptions of wrong) {
			await expect(publishWebhook({ additionalOptions })).rejects.toThrow();
			await expect(publishWebhook({ additionalOptions }, 'update')).rejects.toThrow();
			await expect(publishWebhook({ additionalOptions }, 'init')).resolves.toHaveLength(1);
			await expect(publishWebhook({ additionalOptions }, 'leadershipChange')).resolves.toHaveLength(
				1,
			);
		}
		const good = { networks: '127.0.0.1/ 32, ::1/128, 10.0.0.5 - 10.0.0.9', timezone: 'Asia/Omsk' };
		await expect(publishWebhook({ additionalOptions: good, secret: 's' })).resolves.toEqual([]);
	});

	it.each([
		['={{ undefined }}', 'Events is empty'],
		[[], 'Events is empty'],
		['={{ "call" }}', 'Events "call" is not known'],
	])('refuses events that cannot be: %j', async (events, message) => {
		receiver = await openWebhook({ events });
		await expect(publishWebhook({ events })).rejects.toThrow(message);
		const answer = await to.postForm(endedCall);
		expect(answer.status).toBe(500);
		expect(await answer.text()).toContain(JSON.stringify(message).slice(1, -1));
		expect(receiver.emitted).toEqual([]);
	});

	it('looks at the network, then at the secret, and at nothing else before', async () => {
		const additionalOptions = { networks: '127.0.0.1', timezone: 'Moscow' };
		receiver = await openWebhook({ secret: 's', additionalOptions });
		const away = { 'content-type': form, 'x-test-ip': '10.0.0.1' };
		const words = async (body: string, headers: Record<string, string>, query = '?secret=s') =>
			((await (await to.post(body, headers, query)).json()) as { message: string }).message;
		const broken = { 'content-type': 'multipart/mixed' };
		const large = 'x'.repeat(1024 * 1024 + 1);
		expect(await words(large, away, '')).toMatch(/this address/);
		expect(await words(large, broken, '')).toMatch(/secret/);
		expect(await words(large, broken)).toMatch(/larger than 1 MB/);
		expect(await words('x', broken)).toMatch(/as a form or as JSON/);
		expect(await words('--x', { 'content-type': 'multipart/form-data' })).toMatch(/parts/);
	});

	it.each(Object.entries(hostileBodies))(
		'answers 200 or 400 to 1 MB of what somebody made up: %s',
		async (_, { type, make }) => {
			receiver = await openWebhook();
			const answer = await to.post(make(1024 * 1024), { 'content-type': type });
			expect([200, 400]).toContain(answer.status);
			expect(receiver.emitted.length).toBe(answer.status === 200 ? 1 : 0);
		},
	);

	it.each([
		'{"leadtype":{"__proto__":null}}',
		'{"leadtype":{"toString":1,"valueOf":2}}',
		'{"targetcall":{"toString":null}}',
		'{"duration":{"valueOf":1}}',
		'{"timestamp":{"isLuxonDateTime":true}}',
		'{"id":{"toJSON":1}}',
		'{"__proto__":{"toString":1},"id":{"__proto__":null}}',
		'[{"callphase":[{"toString":1}]}]',
	])('takes odd objects as any odd value: %s', async (body) => {
		receiver = await openWebhook();
		expect((await to.post(body, { 'content-type': 'application/json' })).status).toBe(200);
		expect(receiver.emitted).toHaveLength(1);
	});

	it('answers 403 to senders outside of the networks', async () => {
		receiver = await openWebhook({ additionalOptions: { networks: '92.118.66.0/23, 10.0.0.5' } });
		const from = async (ip: string) =>
			(await to.post(`id=${ip}`, { 'content-type': form, 'x-test-ip': ip })).status;
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
		const answer = await to.postForm(endedCall);
		expect(answer.status).toBe(500);
		expect(await answer.text()).toContain('Account Time Zone \\"Moscow\\" is not known');
	});
});
