import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CalltouchError } from '../../../../nodes/Calltouch/api/errors';
import type { Body } from '../../../../nodes/Calltouch/api/http/body';
import { fetchRecording } from '../../../../nodes/Calltouch/api/recordings/recordings';
import { connection } from '../../../support/connection.mts';

// The streams and files need their ticks.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const timeoutMs = 60_000;
const audio = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(400_000)]);
const never = new Promise<never>(() => undefined);
const wait = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:9000'), {
	code: 'ECONNREFUSED',
	syscall: 'connect',
});

type Store = (content: Body | Uint8Array) => Promise<{ value: string; bytes: number }>;

/** As n8n's object stores do: collects everything, and then sends it. */
const collecting =
	(send: () => Promise<void>): Store =>
	async (content) => {
		let bytes = 0;
		if (content instanceof Uint8Array) bytes = content.length;
		else for await (const piece of content) bytes += piece.length;
		await send();
		return { value: 'stored', bytes };
	};

interface Line {
	/** Whether the answer announces its length, so that it is passed on as a whole. */
	isAnnounced?: boolean;
	/** Sends the body of the nth answer. */
	send?: (body: PassThrough, asked: number) => void;
	signal?: AbortSignal;
}

let hosts = 0;

/** Fetches one recording; returns what came, how often it was asked for, and after how many seconds it was over. */
async function fetchOne(
	store: Store,
	{ isAnnounced = false, send = (body) => body.end(audio), signal }: Line = {},
) {
	const begin = performance.now();
	let asked = 0;
	const headers = isAnnounced ? { 'content-length': String(audio.length) } : {};
	const line = connection({
		baseUrl: `https://store-${hosts++}.example`,
		timeoutMs,
		signal,
		send: async () => {
			const body = new PassThrough();
			send(body, ++asked);
			return await Promise.resolve({ status: 200, headers, body: body as unknown as Body });
		},
	});
	let outcome: { came: unknown; seconds: number } | undefined;
	const end = (came: unknown) => {
		outcome = { came, seconds: (performance.now() - begin) / 1000 };
	};
	void fetchRecording(line, '1', store).then(end, end);
	for (let step = 0; step < 5000 && !outcome; step++) await vi.advanceTimersByTimeAsync(200);
	return { asked, ...outcome };
}

const stored = { value: 'stored', bytes: audio.length };

describe.each([
	['as a whole', true],
	['as a stream', false],
])("n8n's storage that gets a recording %s", (_, isAnnounced) => {
	it.each([
		['its network', new Error('Request to S3 failed', { cause: refused })],
		['its network, by several addresses', new AggregateError([refused], '')],
		['a limit of its own', new Error('The file is too large')],
	])('ends the download when it fails because of %s', async (__, error) => {
		const failing = collecting(async () => await Promise.reject(error));
		const { came, asked } = await fetchOne(failing, { isAnnounced });
		expect(came).toMatchObject({ reason: 'not-stored', message: 'n8n could not store the file' });
		expect(asked).toBe(1);
	});

	it('ends the download when it fails before it reads anything', async () => {
		const error = new Error('x', { cause: refused });
		const { came, asked } = await fetchOne(async () => await Promise.reject(error), {
			isAnnounced,
		});
		expect(came).toMatchObject({ reason: 'not-stored' });
		expect(asked).toBe(1);
	});

	it('is quoted with what caused its failure, and without the token', async () => {
		const error = new Error('Request to S3 failed', { cause: new Error('Wrong key secret') });
		const failing = collecting(async () => await Promise.reject(error));
		const { came } = await fetchOne(failing, { isAnnounced });
		expect((came as { remedy: string }).remedy).toContain('"Request to S3 failed: Wrong key ***"');
	});

	it('may take longer than Timeout once all bytes are here', async () => {
		const slow = collecting(async () => await wait(2.5 * timeoutMs));
		expect(await fetchOne(slow, { isAnnounced })).toMatchObject({ came: stored, asked: 1 });
	});

	it('is not waited for after Cancel', async () => {
		const cancel = new AbortController();
		setTimeout(() => cancel.abort(), 2 * timeoutMs);
		const { came, seconds } = await fetchOne(
			collecting(async () => await never),
			{ isAnnounced, signal: cancel.signal },
		);
		expect(came).toMatchObject({ reason: 'canceled' });
		expect(seconds).toBeGreaterThanOrEqual(120);
		expect(seconds).toBeLessThan(121);
	});
});

describe("n8n's storage that does not read", () => {
	it('is ended by Cancel at once', async () => {
		const cancel = new AbortController();
		setTimeout(() => cancel.abort(), 5000);
		const { came, seconds } = await fetchOne(async () => await never, { signal: cancel.signal });
		expect(came).toMatchObject({ reason: 'canceled' });
		expect(seconds).toBeLessThan(6);
	});

	it('is no silence of Calltouch', async () => {
		const late: Store = async (content) => {
			await wait(2.5 * timeoutMs);
			return await collecting(async () => await Promise.resolve())(content);
		};
		expect(await fetchOne(late)).toMatchObject({ came: stored, asked: 1 });
	});
});

/** The body of an answer of Node's own HTTP client, which a reader that gives up closes as a broken line would. */
async function answered(server: Server): Promise<Body> {
	const { port } = server.address() as AddressInfo;
	const [answer] = (await once(get({ port, agent: false }), 'response')) as [unknown];
	return answer as Body;
}

it.runIf(existsSync('/dev/full'))('a full disk ends the download', async () => {
	vi.useRealTimers();
	const server = createServer((_, answer) => void answer.end(Buffer.concat([audio, audio, audio])));
	await once(server.listen(0), 'listening');
	const send = vi.fn(async () => ({ status: 200, headers: {}, body: await answered(server) }));
	const line = connection({ baseUrl: 'https://full.example', send });
	const failed = fetchRecording(line, '1', async (content) => {
		await writeFile('/dev/full', content as unknown as Readable);
		return stored;
	});
	const error = await failed.catch((reason: unknown) => reason as CalltouchError);
	server.close();
	expect(error).toMatchObject({ reason: 'not-stored' });
	expect(error).toHaveProperty('remedy', expect.stringContaining('ENOSPC'));
	expect(send).toHaveBeenCalledOnce();
});

describe('a recording is fetched again', () => {
	const storing = collecting(async () => await Promise.resolve());
	const wrapping: Store = async (content) =>
		await storing(content).catch((cause: unknown) => {
			throw new Error('Failed to decompress response', { cause });
		});
	/** Gives up by itself, as n8n 2.41 does with a line that is silent for longer than its own limit. */
	const impatient: Store = async (content) => {
		const body = content as unknown as Readable;
		return await new Promise((resolve, reject) => {
			let bytes = 0;
			let timer: NodeJS.Timeout | undefined;
			const hear = (piece: Uint8Array) => {
				bytes += piece.length;
				clearTimeout(timer);
				timer = setTimeout(() => {
					body.destroy();
					reject(new Error('Response body timed out after 30000ms without data'));
				}, 30_000);
			};
			body.on('data', hear).once('error', reject);
			body.once('end', () => {
				clearTimeout(timer);
				resolve({ value: 'stored', bytes });
			});
		});
	};
	const half = audio.subarray(0, 300_000);
	const breaks: Array<[string, (body: PassThrough) => void]> = [
		['breaks', (body) => void body.destroy(Object.assign(new Error('aborted'), { errno: -104 }))],
		['is closed without an error', (body) => void body.destroy()],
		['falls silent', () => undefined],
	];
	const stores = Object.entries({ storing, wrapping, impatient });
	const cases = stores.flatMap(([name, store]) =>
		breaks.map(([end, finish]) => ({ name, store, end, finish })),
	);

	it.each(cases)('when the line $end in the midst of it ($name)', async ({ store, finish }) => {
		const { came, asked } = await fetchOne(store, {
			send: (body, number) => {
				if (number > 1) return void body.end(audio);
				body.write(half);
				setTimeout(() => finish(body), 1000);
			},
		});
		expect(came).toEqual(stored);
		expect(asked).toBe(2);
	});

	it('and the error names Calltouch when it breaks every time', async () => {
		const { came } = await fetchOne(wrapping, {
			send: (body) => {
				body.write(half);
				setTimeout(() => body.destroy(new Error('aborted')), 1000);
			},
		});
		expect(came).toMatchObject({
			reason: 'unreachable',
			message: expect.stringMatching(/^The connection to store-\d+\.example broke/) as string,
		});
	});
});
