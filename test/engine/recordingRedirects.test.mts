import { createServer } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { execute, token, tokenShapes } from '../support/calltouch.mts';
import { readBinary } from '../support/engine.mts';
import { listen } from '../support/listen.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 40 });
let answered: string[];
beforeEach(async () => {
	const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
	const calls = await readJournal(day);
	answered = calls.filter(({ successful }) => successful).map(({ callId }) => String(callId));
	sandbox.requests.clear();
});

const download = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
const itemsOf = (ids: string[]) => ids.map((callId) => ({ json: { callId, keep: 'me' } }));
const quick = { timeout: 0.4, retryFor: 0 };

describe('record: download, where a server redirects or quotes', () => {
	it('follows a redirect to another host without the token', async () => {
		const heard: string[] = [];
		const storage = createServer((request, response) => {
			heard.push(JSON.stringify([request.url, request.headers]));
			response.setHeader('content-type', 'audio/mpeg').end(sandbox.recording(answered[0] ?? ''));
		});
		const location = `${await listen(storage)}/r.mp3?signed=1`;
		sandbox.configure({ faults: [{ path: '/download', kind: 'redirect', location }] });
		const { items } = await execute(sandbox, download, { items: itemsOf(answered.slice(0, 1)) });
		storage.close();
		expect(
			(await readBinary(items[0] ?? { json: {} })).equals(sandbox.recording(answered[0] ?? '')),
		).toBe(true);
		expect(heard).toHaveLength(1);
		for (const shape of tokenShapes) expect(heard.join()).not.toContain(shape);
	});

	it('takes the token out of an address to which a server redirects with the query of the request', async () => {
		const heard: string[] = [];
		const storage = createServer((request, response) => {
			heard.push(JSON.stringify([request.url, request.headers]));
			response.setHeader('content-type', 'audio/mpeg').end(sandbox.recording(answered[0] ?? ''));
		});
		const at = await listen(storage);
		for (const written of [
			encodeURIComponent(token),
			encodeURIComponent(token).toLowerCase(),
			token,
		]) {
			const location = `${at}/r.mp3?clientApiId=${written}&signed=a%2Fb`;
			sandbox.configure({ faults: [{ path: '/download', kind: 'redirect', location }] });
			const { items } = await execute(sandbox, download, { items: itemsOf(answered.slice(0, 1)) });
			expect(items[0]?.json.record).toMatchObject({ status: true });
		}
		storage.close();
		expect(heard.map((said) => (JSON.parse(said) as string[])[0])).toEqual(
			Array(3).fill('/r.mp3?signed=a%2Fb'),
		);
		for (const shape of tokenShapes)
			expect(heard.join().toLowerCase()).not.toContain(shape.toLowerCase());
	});

	it('gives the token to the host of Base URL once, when that redirects to itself', async () => {
		const heard: string[] = [];
		const home = createServer((request, response) => {
			heard.push(request.url ?? '');
			if (heard.length === 1) response.writeHead(302, { location: `${request.url}&again=1` }).end();
			else response.setHeader('content-type', 'audio/mpeg').end(sandbox.recording('1'));
		});
		const url = await listen(home);
		const { error } = await execute({ url }, { ...download, callId: '1' });
		home.close();
		expect(error).toBeUndefined();
		const asked = heard.map((path) => new URLSearchParams(path.split('?')[1]));
		expect(asked.map((query) => query.getAll('clientApiId'))).toEqual([[token], [token]]);
		expect(asked[1]?.get('again')).toBe('1');
	});

	it.each([
		[403, 'answered with HTTP 403: "link expired"'],
		[500, 'answered with HTTP 500: "link expired"'],
	])(
		'names the storage that refuses with %i, and asks Calltouch for the address anew',
		async (status, words) => {
			let isRefusing = true;
			const storage = createServer((_, response) => {
				if (isRefusing) response.writeHead(status).end('{"message":"link expired"}');
				else
					response
						.setHeader('content-type', 'audio/mpeg')
						.end(sandbox.recording(answered[0] ?? ''));
			});
			const location = `${await listen(storage)}/r.mp3`;
			sandbox.configure({ faults: [{ path: '/download', kind: 'redirect', location }] });
			const items = itemsOf(answered.slice(0, 1));
			const { error } = await execute(
				sandbox,
				{ ...download, options: { retryFor: 0 } },
				{ items },
			);
			expect(error?.message).toBe(
				`${new URL(location).host}, to which Calltouch redirects, ${words}`,
			);
			sandbox.requests.clear();
			const running = execute(sandbox, download, { items });
			while (sandbox.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
			isRefusing = false;
			expect((await running).items[0]?.json.record).toMatchObject({ status: true });
			storage.close();
		},
	);

	it('names the storage that cannot be reached', async () => {
		const location = 'http://127.0.0.1:9/r.mp3';
		sandbox.configure({ faults: [{ path: '/download', kind: 'redirect', location }] });
		const { error } = await execute(
			sandbox,
			{ ...download, options: quick },
			{ items: itemsOf(answered.slice(0, 1)) },
		);
		expect(error?.message).toBe('127.0.0.1:9 cannot be reached');
	});

	it.each([
		['percent-encoded in lower case', encodeURIComponent(token).toLowerCase()],
		['doubled', encodeURIComponent(encodeURIComponent(token))],
		['as HTML', [...token].map((sign) => `&#${sign.charCodeAt(0)};`).join('')],
		['where it is cut', `${'x'.repeat(495)}${token}`],
	])('shows no token that the server quotes %s', async (_, quoted) => {
		const body = { message: `unknown: ${quoted}` };
		sandbox.configure({ faults: [{ path: '/download', kind: 'error', status: 400, body }] });
		const items = itemsOf(answered.slice(0, 1));
		const { error, stored } = await execute(sandbox, download, { items });
		expect(error?.message).toContain('unknown: ');
		expect(stored).not.toContain(quoted.slice(-token.length));
		expect(error?.message).not.toContain(token.slice(0, 4));
	});
});
