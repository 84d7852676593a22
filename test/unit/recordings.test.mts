import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchRecording } from '../../nodes/Calltouch/api/records';
import { connection } from '../support/connection.mts';

// The streams need their ticks.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const audio = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0]);

it('asks for no more recordings while as many answers wait as are read', async () => {
	let asked = 0;
	const line = connection({
		baseUrl: 'https://slow.example',
		send: async () => {
			asked++;
			const body = Readable.from([audio]);
			return await Promise.resolve({ status: 200, headers: {}, body });
		},
	});
	const release: Array<() => void> = [];
	const fetching = Array.from({ length: 40 }, async (_, call) => {
		return await fetchRecording(line, String(call + 1), async () => {
			await new Promise<void>((go) => release.push(go));
			return { value: call, bytes: audio.length };
		});
	});
	await vi.advanceTimersByTimeAsync(30_000);
	expect(release).toHaveLength(8);
	expect(asked).toBe(16);

	release.shift()?.();
	await vi.advanceTimersByTimeAsync(1000);
	expect(asked).toBe(17);

	let isDone = false;
	const all = Promise.all(fetching).finally(() => (isDone = true));
	while (!isDone) {
		release.shift()?.();
		await vi.advanceTimersByTimeAsync(250);
	}
	expect(await all).toEqual(
		Array.from({ length: 40 }, (_, value) => ({ value, bytes: audio.length })),
	);
});
