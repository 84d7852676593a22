import type { AudioType } from './audioType';
import { notStored, saidBy } from '../errors';
import { damagedAnswer, quoted } from '../http/answerErrors';
import { inPortions, isCutOff, readUpTo, type Body } from '../http/body';
import type { Site } from '../http/connection';
import type { Answer } from '../http/exchange';
import { announced } from './answer';

const portionBytes = 128 * 1024;
/** Recordings up to this size are buffered until complete: whatever n8n's store has of a broken one stays there. */
const heldBytes = 1024 * 1024;

/** The stored form of a body, and the number of bytes stored. */
export interface Stored<T> {
	value: T;
	bytes: number;
}

/** Stores a recording, given as a stream or, if small, as a whole. */
export type Store<T> = (content: Body | Uint8Array, type: AudioType) => Promise<Stored<T>>;

/**
 * Stores a recording whose beginning was looked at. `broken` rejects when its line breaks.
 * @throws CalltouchError if bytes are missing, or `store` fails; what broke the line
 */
export async function keep<T>(
	site: Site,
	path: string,
	answer: Answer,
	broken: Promise<never>,
	type: AudioType,
	store: Store<T>,
): Promise<Stored<T>> {
	const { body } = answer;
	const failure = (error: unknown) => notStored(quoted(site, saidBy(error)));
	if (!answer.isUnpacked && announced(answer) <= heldBytes) {
		const whole = await Promise.race([broken, readUpTo(body, heldBytes)]);
		if (!isWhole(answer, whole.length)) throw damagedAnswer(path);
		return await store(whole, type).catch((error: unknown) => {
			throw failure(error);
		});
	}
	inPortions(body, portionBytes);
	const stored = await store(body, type).catch(async (error: unknown) => {
		const isOwn = !isCutOff(body) || (await failedFirst(broken, error));
		throw isOwn ? failure(error) : await broken;
	});
	if (isCutOff(body)) await broken;
	if (!isWhole(answer, stored.bytes)) throw damagedAnswer(path);
	return stored;
}

/**
 * Whether a store failed by itself and not because the body broke. It closes the body then, which looks like a broken
 * line, but has an error of the system to tell, such as that of a full disk.
 */
async function failedFirst(broken: Promise<never>, error: unknown): Promise<boolean> {
	const lineBreak = await broken.catch((reason: unknown) => reason);
	return error !== lineBreak && typeof (error as { errno?: unknown } | null)?.errno === 'number';
}

/**
 * Whether all bytes arrived. A body that n8n decompressed was checked by its own encoding, and the announced length is
 * that of the compressed bytes. If n8n hides the decompression, the lengths differ, and there is no telling whether the
 * body is complete.
 */
function isWhole(answer: Answer, bytes: number): boolean {
	const expected = announced(answer);
	return answer.isUnpacked || Number.isNaN(bytes - expected) || bytes === expected;
}
