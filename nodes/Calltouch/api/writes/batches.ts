import { CalltouchError } from '../errors';
import type { CalltouchRecord } from '../record';

/** Most entries the lead service accepts per request (docs/calltouch-api.md#limits). */
export const maxPerBatch = 100;

/** What became of one entry. */
export type Outcome = { result: CalltouchRecord } | { error: CalltouchError };

/** Sends entries in one request. Throws CalltouchError if the request failed as a whole. */
type SendBatch<E> = (entries: E[]) => Promise<Outcome[]>;

/**
 * Sends entries together. A batch that Calltouch refuses because of some entries is halved until the good ones are in
 * and the bad ones are isolated. Returns one outcome per entry, in order.
 * @throws CalltouchError only when canceled
 */
export async function sendSplitting<E>(entries: E[], send: SendBatch<E>): Promise<Outcome[]> {
	const sent = await send(entries).catch((error: unknown) => {
		if (!(error instanceof CalltouchError) || error.reason === 'canceled') throw error;
		return error;
	});
	if (!(sent instanceof CalltouchError)) return sent;
	if (sent.reason !== 'refused' || entries.length === 1) {
		return entries.map(() => ({ error: sent }));
	}
	const middle = Math.ceil(entries.length / 2);
	const first = await sendSplitting(entries.slice(0, middle), send);
	return [...first, ...(await sendSplitting(entries.slice(middle), send))];
}
