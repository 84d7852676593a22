import { PassThrough, type Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Body } from '../../../../nodes/Calltouch/api/http/body';
import { fetchRecording } from '../../../../nodes/Calltouch/api/recordings/recordings';
import { bodyOf, connection } from '../../../support/connection.mts';

// The streams need their ticks.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const audio = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0]);
const wait = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

interface Line {
	host: string;
	count: number;
	answerMs: number;
	/** How long each body takes to be read. */
	readMs: number;
	/** Called for each body as it arrives. */
	arrived?: (body: Body, asked: number) => void;
	retryForMs?: number;
}

/** Fetches recordings side by side; gives what came, when each was asked for, and the most that arrived and were not read. */
async function fetchAll({ host, count, answerMs, readMs, arrived, retryForMs }: Line) {
	const begin = performance.now();
	const asked: number[] = [];
	let unread = 0;
	let mostUnread = 0;
	const line = connection({
		baseUrl: `https://${host}.example`,
		retryForMs,
		send: async () => {
			const number = asked.push(performance.now() - begin);
			await wait(answerMs);
			const body = bodyOf(audio);
			unread++;
			// Those that are read at once do not count.
			setImmediate(() => (mostUnread = Math.max(mostUnread, unread)));
			arrived?.(body, number);
			return { status: 200, headers: {}, body };
		},
	});
	let isDone = false;
	const all = Promise.all(
		Array.from({ length: count }, async (_, call) => {
			return await fetchRecording(line, String(call + 1), async () => {
				unread--;
				await wait(readMs);
				return { value: call, bytes: audio.length };
			});
		}),
	).finally(() => (isDone = true));
	while (!isDone) await vi.advanceTimersByTimeAsync(50);
	const came = (await all).map((recording) => ('value' in recording ? recording.value : undefined));
	return { came, asked, mostUnread };
}

describe('recordings side by side', () => {
	it.each([0, 400, 2000])(
		'never leave more than eight unread on a slow line (answers after %i ms)',
		async (answerMs) => {
			const slow = { host: `slow-${answerMs}`, count: 40, answerMs, readMs: 20_000 };
			const { came, mostUnread } = await fetchAll(slow);
			expect(came).toEqual(Array.from({ length: 40 }, (_, call) => call));
			expect(mostUnread).toBeLessThanOrEqual(8);
		},
	);

	it.each([0, 2000, 6000])(
		'start at the whole rate on a fast line (answers after %i ms)',
		async (answerMs) => {
			const fast = { host: `fast-${answerMs}`, count: 40, answerMs, readMs: 500 };
			const { asked } = await fetchAll(fast);
			// Eight windows of five.
			expect(asked.at(-1)).toBeLessThan(8 * 1050);
		},
	);

	it('fetches a recording again whose line broke before its turn, however long it waited', async () => {
		const late = {
			host: 'late',
			count: 12,
			answerMs: 0,
			readMs: 5000,
			retryForMs: 3000,
			arrived: (body: Body, asked: number) => {
				if (asked === 12)
					setTimeout(() => (body as unknown as Readable).destroy(new Error('aborted')), 1000);
			},
		};
		const { came, asked } = await fetchAll(late);
		expect(came).toHaveLength(12);
		expect(asked).toHaveLength(13);
	});
});

it('is fetched again when the line breaks after more time than a request may be repeated', async () => {
	const headers = { 'content-length': String(audio.length) };
	let asked = 0;
	const line = connection({
		baseUrl: 'https://long.example',
		retryForMs: 1000,
		send: async () => {
			if (++asked > 1) return await Promise.resolve({ status: 200, headers, body: bodyOf(audio) });
			const body = new PassThrough();
			for (const [place, byte] of audio.entries()) {
				setTimeout(() => body.write(Buffer.of(byte)), place * 2000);
			}
			setTimeout(() => body.destroy(new Error('aborted')), 9000);
			return { status: 200, headers, body: body as unknown as Body };
		},
	});
	const fetching = fetchRecording(line, '1', async (whole) => {
		return await Promise.resolve({ value: 'stored', bytes: (whole as Uint8Array).length });
	}).catch((error: Error) => error.message);
	for (let step = 0; step < 12; step++) await vi.advanceTimersByTimeAsync(1000);
	expect(await fetching).toEqual({ value: 'stored', bytes: audio.length });
});

it('is not looked for beyond five redirects', async () => {
	let asked = 0;
	const line = connection({
		baseUrl: 'https://hops.example',
		send: async () => {
			asked++;
			const headers = { location: `/hop${asked}` };
			return await Promise.resolve({ status: 302, headers, body: bodyOf() });
		},
	});
	const fetching = fetchRecording(line, '1', async () => await Promise.reject(new Error('none')));
	const failed = fetching.catch((error: Error) => error.message);
	await vi.advanceTimersByTimeAsync(5000);
	expect(await failed).toContain('redirects the request elsewhere');
	expect(asked).toBe(6);
});

it('lets go of a redirect that would give the token away', async () => {
	const body = bodyOf('moved');
	const headers = { location: 'https://storage.example/secret/1.mp3' };
	const line = connection({
		baseUrl: 'https://leaky.example',
		send: async () => await Promise.resolve({ status: 302, headers, body }),
	});
	const fetching = fetchRecording(line, '1', async () => await Promise.reject(new Error('none')));
	const failed = fetching.catch((error: Error) => error.message);
	await vi.advanceTimersByTimeAsync(1000);
	expect(await failed).toContain('with the API token in the address');
	expect(body.destroyed).toBe(true);
});

it('is no web page, in whatever coding', async () => {
	const page = Buffer.concat([Buffer.from('<html><title>'), Buffer.from([0xce, 0xf8, 0xe8])]);
	const line = connection({
		baseUrl: 'https://page.example',
		send: async () => await Promise.resolve({ status: 200, headers: {}, body: bodyOf(page) }),
	});
	const fetching = fetchRecording(line, '1', async () => {
		return await Promise.resolve({ value: 'stored', bytes: page.length });
	}).catch((error: Error) => error.message);
	await vi.advanceTimersByTimeAsync(1000);
	expect(await fetching).toContain('Calltouch sent a web page instead of data');
});

describe('a recording that n8n unpacks without a word (2.41)', () => {
	const fetchLong = async (length: number) => {
		const headers = { 'content-length': String(length) };
		const line = connection({
			baseUrl: `https://hidden-${length}.example`,
			retryForMs: 0,
			send: async () => await Promise.resolve({ status: 200, headers, body: bodyOf(audio) }),
		});
		const fetching = fetchRecording(line, '1', async (whole) => {
			return await Promise.resolve({ value: 'stored', bytes: (whole as Uint8Array).length });
		}).catch((error: Error) => error.message);
		await vi.advanceTimersByTimeAsync(1000);
		return await fetching;
	};

	it('is an error when its length is not as announced, since nobody can tell whether it is whole', async () => {
		expect(await fetchLong(audio.length)).toHaveProperty('value', 'stored');
		for (const length of [audio.length - 1, audio.length + 1]) {
			expect(await fetchLong(length)).toContain('Calltouch sent a damaged answer');
		}
	});
});

it('hands the pieces of a recording on in few portions', async () => {
	const pieces = Array.from({ length: 100 }, () => Buffer.concat([audio, Buffer.alloc(10_000)]));
	const body = bodyOf(...pieces);
	const line = connection({
		baseUrl: 'https://portions.example',
		send: async () => await Promise.resolve({ status: 200, headers: {}, body }),
	});
	const portions: number[] = [];
	const fetching = fetchRecording(line, '1', async (audio) => {
		for await (const portion of audio as Body) portions.push(portion.length);
		return { value: 'stored', bytes: portions.reduce((sum, length) => sum + length) };
	});
	await vi.advanceTimersByTimeAsync(100);
	expect(await fetching).toEqual({ value: 'stored', bytes: 100 * 10_005 });
	expect(portions.length).toBeLessThan(12);
});
