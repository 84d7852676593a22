import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Body } from '../../../../nodes/Calltouch/api/http/body';
import { fetchJson, postJson } from '../../../../nodes/Calltouch/api/http/post';
import { fetchRecording } from '../../../../nodes/Calltouch/api/recordings/recordings';
import { getJson } from '../../../../nodes/Calltouch/api/http/exchange';
import { Watchdog } from '../../../../nodes/Calltouch/api/http/watchdog';
import { bodyOf, connection } from '../../../support/connection.mts';

// The streams need their ticks.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => undefined);
/** A body that begins and falls silent, without an error and deaf to being destroyed. */
function silentBody(): Body {
	const body = bodyOf();
	const iterator = { next: async () => await never };
	return Object.assign(Object.create(body) as Body, {
		[Symbol.asyncIterator]: () => iterator,
		on: () => undefined,
		off: () => undefined,
		push: () => true,
		read: () => null,
		destroy: () => undefined,
	});
}

let hosts = 0;
const lines = {
	'an answer that never begins': async () => await never,
	'a body that never goes on': async () =>
		await Promise.resolve({ status: 200, headers: {}, body: silentBody() }),
};
const questions = {
	'a journal': async (to: ReturnType<typeof connection>) =>
		await getJson(to, '/journal', {}, (json) => json),
	'a question by POST': async (to: ReturnType<typeof connection>) =>
		await fetchJson(to, '/list', {}),
	'a write': async (to: ReturnType<typeof connection>) => await postJson(to, '/create', {}),
	'a recording': async (to: ReturnType<typeof connection>) =>
		await fetchRecording(to, '1', async () => await never),
};
const cases = Object.entries(lines).flatMap(([line, send]) =>
	Object.entries(questions).map(([question, ask]) => ({ line, send, question, ask })),
);

/** The message of the failure, and the seconds until it came. */
async function failure(work: Promise<unknown>) {
	const begin = performance.now();
	let failed: { message: string; seconds: number } | undefined;
	void work.catch((error: Error) => {
		failed = { message: error.message, seconds: (performance.now() - begin) / 1000 };
	});
	for (let step = 0; step < 2000 && !failed; step++) await vi.advanceTimersByTimeAsync(50);
	return failed;
}

describe.each(cases)('$line to $question', ({ send, ask }) => {
	const to = (signal?: AbortSignal) =>
		connection({ send, signal, baseUrl: `https://silent-${hosts++}.example`, retryForMs: 0 });

	it('is an error within Timeout, whatever the HTTP client does', async () => {
		const failed = await failure(ask(to()));
		expect(failed?.message).toContain('was silent for 60 seconds');
		expect(failed?.seconds).toBeGreaterThanOrEqual(60);
		expect(failed?.seconds).toBeLessThan(61);
	});

	it('is ended by Cancel within a second', async () => {
		const cancel = new AbortController();
		setTimeout(() => cancel.abort(), 5000);
		const failed = await failure(ask(to(cancel.signal)));
		expect(failed?.message).toMatch(/The execution was canceled/);
		expect(failed?.seconds).toBeLessThan(6);
	});
});

it('a late answer that nobody waits for is let go', async () => {
	const destroy = vi.fn();
	const late = connection({
		baseUrl: 'https://late.example',
		retryForMs: 0,
		send: async () => {
			await new Promise((resolve) => setTimeout(resolve, 90_000));
			return { status: 200, headers: {}, body: Object.assign(silentBody(), { destroy }) };
		},
	});
	await failure(getJson(late, '/journal', {}, (json) => json));
	expect(destroy).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(destroy).toHaveBeenCalledOnce();
});

describe('Cancel', () => {
	it('reaches a recording that waits for the place of another', async () => {
		const baseUrl = 'https://others.example';
		const audio = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0]);
		const send = async () =>
			await Promise.resolve({ status: 200, headers: {}, body: bodyOf(audio) });
		let letGo = (): void => undefined;
		const others = connection({ baseUrl, send });
		const reading = Array.from(
			{ length: 8 },
			async (_, call) =>
				await fetchRecording(others, call, async () => {
					await new Promise<void>((resolve) => {
						const before = letGo;
						letGo = () => {
							before();
							resolve();
						};
					});
					return { value: 'theirs', bytes: audio.length };
				}),
		);
		await vi.advanceTimersByTimeAsync(5000);
		const cancel = new AbortController();
		const mine = connection({ baseUrl, send, signal: cancel.signal });
		setTimeout(() => cancel.abort(), 5000);
		const store = vi.fn();
		const failed = await failure(fetchRecording(mine, 9, store));
		expect(failed?.message).toBe('The execution was canceled');
		expect(failed?.seconds).toBeLessThan(6);
		expect(store).not.toHaveBeenCalled();
		letGo();
		await vi.advanceTimersByTimeAsync(100);
		expect(await Promise.all(reading)).toHaveLength(8);
		// The place of the canceled one is free again.
		const next = fetchRecording(
			connection({ baseUrl, send }),
			10,
			async () => await Promise.resolve({ value: 'next', bytes: audio.length }),
		);
		await vi.advanceTimersByTimeAsync(2000);
		expect(await next).toHaveProperty('value', 'next');
	});
});

describe('Watchdog', () => {
	const silent = () => new Error('silent');

	it('waits as long as something is heard', async () => {
		const dog = new Watchdog(1000, undefined, silent);
		const slow = (async () => {
			for (let piece = 0; piece < 20; piece++) {
				await new Promise((resolve) => setTimeout(resolve, 900));
				dog.hear();
			}
			return 'whole';
		})();
		const watched = dog.watch(slow);
		await vi.advanceTimersByTimeAsync(20_000);
		expect(await watched).toBe('whole');
	});

	it('leaves no timer behind', async () => {
		await new Watchdog(60_000, undefined, silent).watch(Promise.resolve('done'));
		await vi.advanceTimersByTimeAsync(300);
		expect(vi.getTimerCount()).toBe(0);
	});
});
