import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HttpAnswer } from '../../../../nodes/Calltouch/api/http/connection';
import { getJson } from '../../../../nodes/Calltouch/api/http/exchange';
import { withinPoll } from '../../../../nodes/Calltouch/triggers/polling/pollTime';
import { connection } from '../../../support/connection.mts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([60_000, 240_000])(
	'a silent Calltouch is told of by its own error within a poll of %i ms, tries included',
	async (beginMs) => {
		const silent = connection({
			baseUrl: `https://poll-${beginMs}.example`,
			send: async () => await new Promise<HttpAnswer>(() => undefined),
		});
		const limits = { beginMs, signal: new AbortController().signal };
		let failed: Error | undefined;
		getJson(withinPoll(silent, limits), '/journal', {}, (json) => json).catch((error: Error) => {
			failed = error;
		});
		await vi.advanceTimersByTimeAsync(beginMs);
		expect(failed?.message).toContain('was silent for');
	},
);
