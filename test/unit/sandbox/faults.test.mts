import { createServer } from 'node:http';
import { connect } from 'node:net';
import type Timers from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../sandbox/server/faults.mts';
import { type Sandbox, type StartOptions } from '../../sandbox/sandbox.mts';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { listen } from '../../support/listen.mts';
import { JOURNAL, DAY, WEEK, start, urlOf, calls, download } from './client.mts';

/** Milliseconds that the sandbox has waited, in order. */
const waits = vi.hoisted(() => [] as unknown[]);
vi.mock('node:timers/promises', async (original) => {
	const timers = await original<typeof Timers>();
	const setTimeout: typeof timers.setTimeout = async (...wanted) => {
		waits.push(wanted[0]);
		return await timers.setTimeout(...wanted);
	};
	return { ...timers, setTimeout };
});

describe('faults', () => {
	async function faulty(fault: Fault, more: StartOptions = {}): Promise<Sandbox> {
		return start({ faults: [fault], ...more });
	}

	it.each([
		[{ kind: '500' }, 500, 'application/json'],
		[{ kind: '502' }, 502, 'text/html'],
		[{ kind: '429', retryAfter: 2 }, 429, 'application/json'],
		[{ kind: '403' }, 403, 'application/json'],
		[{ kind: '404' }, 404, 'application/json'],
		[{ kind: 'html200' }, 200, 'text/html'],
		[{ kind: 'jsonError200', shape: 'C' }, 200, 'application/json'],
		[{ kind: 'error', status: 418, html: '<p>no</p>' }, 418, 'text/html'],
	] as Array<[Fault, number, string]>)('plays %o', async (fault, status, type) => {
		const sandbox = await faulty(fault);
		const response = await calls(sandbox);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toContain(type);
		expect(sandbox.requests[0]).toMatchObject({ status, fault: fault.kind });
	});

	it('sends the error shapes and any other body', async () => {
		const shapes = {
			A: 'message',
			B: 'errorCode',
			C: 'data.apiErrorData.errorMessage',
			D: 'data.validationErrorData.violations',
		};
		for (const [shape, path] of Object.entries(shapes)) {
			const sandbox = await faulty({ kind: 'jsonError200', shape: shape as 'A' });
			expect(await (await calls(sandbox)).json()).toHaveProperty(path);
		}
		const sandbox = await faulty({ kind: 'error', status: 400, body: { message: 'Нет' } });
		expect(await (await calls(sandbox)).json()).toEqual({ message: 'Нет' });
		sandbox.configure({ faults: [{ kind: 'error', status: 500, body: 'not {json' }] });
		expect(await (await calls(sandbox)).text()).toBe('not {json');
	});

	it('counts times and skip, and looks at path, method and query', async () => {
		const sandbox = await start({
			faults: [
				{ kind: '404', query: { page: 2 }, path: 'calls$' },
				{ kind: '500', path: '/download', times: 9 },
				{ kind: '502', skip: 1, times: 1, method: 'GET' },
			],
		});
		const statuses = [];
		for (let at = 0; at < 3; at++) statuses.push((await calls(sandbox)).status);
		expect(statuses).toEqual([200, 502, 200]);
		expect((await calls(sandbox, { ...WEEK, page: 2 })).status).toBe(404);
		expect((await download(sandbox, 1)).status).toBe(500);
		expect(() => sandbox.configure({ faults: [{ kind: 'x' } as never] })).toThrow('fault kind');
	});

	it('leads to another host', async () => {
		const other = createServer((_request, response) => response.end('other host'));
		const location = `${await listen(other)}/`;
		const sandbox = await faulty({ kind: 'redirect', location });
		const response = await fetch(urlOf(sandbox, JOURNAL, DAY));
		expect(await response.text()).toBe('other host');
		other.closeAllConnections();
		other.close();
	});

	it('breaks connections', async () => {
		const sandbox = await faulty({ kind: 'resetBefore' });
		await expect(calls(sandbox)).rejects.toThrow('fetch failed');
		for (const kind of ['resetMiddle', 'truncatedBody'] as const) {
			sandbox.configure({ faults: [{ kind }] });
			const response = await calls(sandbox);
			expect(response.status).toBe(200);
			await expect(response.text()).rejects.toThrow('terminated');
		}
	});

	it('cuts JSON in a way that the length does not show', async () => {
		const sandbox = await faulty({ kind: 'truncatedJson' });
		const response = await calls(sandbox);
		const text = await response.text();
		expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
		expect(() => JSON.parse(text) as unknown).toThrow();
	});

	it('falls silent, until it stops', async () => {
		const sandbox = await faulty({ kind: 'stall' });
		const response = await calls(sandbox);
		const body = expect(response.text()).rejects.toThrow('terminated');
		sandbox.configure({ faults: [{ kind: 'hang' }] });
		const hanging = expect(calls(sandbox)).rejects.toThrow('fetch failed');
		while (sandbox.requests.length < 2) await new Promise(setImmediate);
		await sandbox.stop();
		await Promise.all([body, hanging]);
	});

	it('drips', async () => {
		const sandbox = await faulty({ kind: 'drip', delayMs: 2, pieces: 8 });
		const response = await calls(sandbox);
		let pieces = 0;
		const chunks: Uint8Array[] = [];
		for await (const chunk of response.body ?? []) {
			pieces++;
			chunks.push(chunk as Uint8Array);
		}
		expect(pieces).toBeGreaterThan(1);
		sandbox.configure({ faults: [] });
		expect(Buffer.concat(chunks).toString()).toBe(await (await calls(sandbox)).text());
	});

	it('says wrong lengths', async () => {
		const sandbox = await start();
		for (const by of [-10, 10]) {
			sandbox.configure({ faults: [{ kind: 'wrongLength', by }] });
			const socket = connect(sandbox.port, '127.0.0.1');
			const { pathname, search } = new URL(
				urlOf(sandbox, JOURNAL, { clientApiId: DEFAULT_TOKEN, ...DAY }),
			);
			socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: sandbox\r\n\r\n`);
			const chunks: Buffer[] = [];
			for await (const chunk of socket) chunks.push(chunk as Buffer);
			const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
			const said = Number(/content-length: (\d+)/i.exec(head)?.[1]);
			expect(said).toBe(Buffer.byteLength(body) + by);
			expect(JSON.parse(body)).toHaveLength(20);
		}
	});

	it('packs, empties and damages bytes', async () => {
		const sandbox = await start();
		const whole = await (await calls(sandbox)).text();
		sandbox.configure({ faults: [{ kind: 'gzip' }] });
		const packed = await calls(sandbox);
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(await packed.text()).toBe(whole);
		sandbox.configure({ faults: [{ kind: 'empty200' }] });
		expect(await (await calls(sandbox)).text()).toBe('');
		sandbox.configure({ faults: [{ kind: 'invalidUtf8' }] });
		const bytes = Buffer.from(await (await calls(sandbox)).arrayBuffer());
		expect(bytes).toHaveLength(Buffer.byteLength(whole) + 1);
		expect(bytes.includes(0xff)).toBe(true);
	});

	it('slows down one answer or all', async () => {
		const sandbox = await faulty({ kind: 'slow', delayMs: 60, times: 1 }, { latencyMs: 30 });
		waits.length = 0;
		for (const answer of [1, 2]) {
			expect((await calls(sandbox)).status).toBe(200);
			expect(waits).toHaveLength(answer);
		}
		expect(waits).toEqual([90, 30]);
	});
});
