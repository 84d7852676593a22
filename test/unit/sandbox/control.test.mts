import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { JOURNAL, DAY, type Row, start, calls, rows } from './client.mts';

describe('control', () => {
	it('logs requests without the query in the path', async () => {
		const sandbox = await start();
		await (await calls(sandbox)).text();
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'GET',
			path: JOURNAL,
			query: { ...DAY, clientApiId: DEFAULT_TOKEN },
			status: 200,
			fault: null,
		});
		sandbox.requests.clear();
		expect(sandbox.requests).toHaveLength(0);
	});

	it('works over HTTP', async () => {
		const sandbox = await start();
		const control = async (method: string, body?: unknown) => {
			const options = body === undefined ? { method } : { method, body: JSON.stringify(body) };
			const response = await fetch(`${sandbox.url}/__sandbox`, options);
			return [response.status, await response.json()] as [number, Row];
		};
		const [, posted] = await control('POST', {
			callsPerDay: 3,
			faults: [{ kind: '500', times: 1 }],
			addCalls: [{ timestamp: 1764579600 }],
		});
		expect(posted['added']).toEqual([expect.any(String)]);
		expect((await calls(sandbox)).status).toBe(500);
		expect(await rows(sandbox)).toHaveLength(4);
		const [, state] = await control('GET');
		expect(state).toMatchObject({ settings: { callsPerDay: 3 }, counts: { total: 2 } });
		expect(state['requests']).toHaveLength(2);
		expect((await control('POST', { callsPerDya: 1 }))[0]).toBe(400);
		expect((await control('POST', { timezone: 'Mars/Olympus' }))[0]).toBe(400);
		const [, reset] = await control('DELETE');
		expect(reset).toMatchObject({ settings: { callsPerDay: 20, faults: [] }, requests: [] });
		expect(await rows(sandbox)).toHaveLength(20);
	});

	it('runs as a program and ends with 0', async () => {
		const main = fileURLToPath(new URL('../../sandbox/main.mts', import.meta.url));
		const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0'], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let text = '';
		for await (const chunk of child.stdout) {
			text += String(chunk);
			if (text.includes('Ctrl+C')) break;
		}
		const url = /Base URL +(\S+)/.exec(text)?.[1] ?? '';
		expect(text).toContain(DEFAULT_TOKEN);
		expect((await fetch(`${url}/__sandbox`)).status).toBe(200);
		child.kill('SIGTERM');
		const [code] = (await once(child, 'exit')) as [number];
		expect(code).toBe(0);
	});
});
