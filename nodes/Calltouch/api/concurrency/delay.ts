import { sleep } from 'n8n-workflow';
import { canceled } from '../errors';

/** n8n's `sleep` cannot be interrupted, so a delay is made of slices of at most this many milliseconds. */
const sliceMs = 250;

/**
 * Waits, and stops waiting soon after a cancel.
 * @throws CalltouchError if canceled
 */
export async function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
	const end = performance.now() + milliseconds;
	for (;;) {
		if (signal?.aborted) throw canceled();
		const left = end - performance.now();
		if (left <= 0) return;
		await sleep(Math.ceil(Math.min(left, sliceMs)));
	}
}
