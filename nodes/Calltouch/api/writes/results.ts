import { quoteWords } from '../http/answerErrors';
import type { Outcome } from './batches';
import { CalltouchError } from '../errors';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { outcomeUnknown, type WriteAnswer } from '../http/post';
import { anyWordsIn, complains } from '../http/words';

/** Where an answer lists the results of a batch, and how to tell them apart. */
export interface ResultList {
	/** Name of the list under `data`. */
	list: string;
	/** Key of an entry's number; undefined if entries have none. */
	key?: string;
	/** Noun for one entry in messages, e.g. `deal`. */
	what: string;
}

/** Returns the object under `data` of an answer, if any. */
export function dataOf(json: unknown): CalltouchRecord | undefined {
	const data = isRecord(json) ? json.data : undefined;
	return isRecord(data) ? data : undefined;
}

/**
 * Whether Calltouch assigned an ID: null, 0 and an empty text mean that it created nothing
 * (docs/calltouch-api.md#deal-creation).
 */
export function isGiven(id: unknown): boolean {
	return (typeof id === 'number' || typeof id === 'string') && Boolean(id) && Number(id) !== 0;
}

/**
 * Returns the results in an answer, plus the errors beside them that carry an entry's number; undefined if there is no
 * list.
 */
function listIn(json: unknown, { list, key }: ResultList): CalltouchRecord[] | undefined {
	const data = dataOf(json);
	const results = recordsIn(data?.[list]);
	const complaints = (recordsIn(data?.errors) ?? []).flatMap((error) =>
		key !== undefined && isNumbered(error, key) ? [{ [key]: error[key], error }] : [],
	);
	return complaints.length > 0 ? [...(results ?? []), ...complaints] : results;
}

function recordsIn(list: unknown): CalltouchRecord[] | undefined {
	return Array.isArray(list) && list.every(isRecord) ? list : undefined;
}

/**
 * Matches results to entries: by number, or by position if the results carry no numbers. Entries with the same number
 * get their results in order; an entry that the list does not mention gets undefined.
 */
export function assignResults(
	list: CalltouchRecord[],
	key: string | undefined,
	numbers: string[],
): Array<CalltouchRecord | undefined> {
	const numbered = key !== undefined && list.some((result) => isNumbered(result, key));
	if (!numbered) return list.length === numbers.length ? list : numbers.map(() => undefined);
	const byNumber = new Map<string, CalltouchRecord[]>();
	for (const result of list) {
		const number = String(result[key]);
		const same = byNumber.get(number);
		if (same) same.push(result);
		else byNumber.set(number, [result]);
	}
	return numbers.map((number) => byNumber.get(number)?.shift());
}

function isNumbered(result: CalltouchRecord, key: string): boolean {
	return result[key] !== undefined && result[key] !== null;
}

/**
 * Returns the outcomes of a batch whose answer has no documented form: each entry gets its own result if the answer has
 * one, and the whole answer otherwise. If the list has good results for other entries but none for this one, its
 * outcome is unknown; a list of nothing but complaints leaves no doubt about the others.
 * @throws CalltouchError if the answer complains as a whole
 */
export function undocumentedOutcomes(
	connection: Connection,
	answer: WriteAnswer,
	numbers: string[],
	kind: ResultList,
): Outcome[] {
	const { key, what } = kind;
	const given = listIn(answer.json, kind) ?? [];
	const results = assignResults(given, key, numbers);
	const isMentioned = results.some((result) => result !== undefined);
	if (!isMentioned) acceptedAnswer(answer, numbers.length);
	const isSelective = isMentioned && !given.every(complains);
	return numbers.map((number, index) => {
		const own = key === undefined ? {} : { [key]: number };
		const named = key === undefined ? `this ${what}` : `${what} ${number}`;
		const result = results[index];
		if (result === undefined && isSelective) return unmentioned(named);
		if (result === undefined) return { result: { ...own, answer: answer.json ?? null } };
		const isDenied = idKeys.some((id) => Object.hasOwn(result, id) && !isGiven(result[id]));
		return isDenied || complains(result)
			? notTaken(connection, named, withoutKey(result, key))
			: { result };
	});
}

/** IDs that the result of an accepted entry has. */
const idKeys = ['calltouchOrderId', 'requestId'];

/**
 * Returns an answer of undocumented form unless it complains. If it complains about several entries as a whole, some of
 * them may have been accepted.
 * @throws CalltouchError
 */
export function acceptedAnswer({ json, reject }: WriteAnswer, entries = 1): unknown {
	if (!complains(json)) return json;
	throw entries === 1 ? reject() : outcomeUnknown(reject());
}

/**
 * Returns the outcomes of a batch whose answer is documented: a list of results, accepted if they pass `isTaken`.
 * @throws CalltouchError if there is no such list
 */
export function documentedOutcomes(
	connection: Connection,
	{ json, reject }: WriteAnswer,
	numbers: string[],
	kind: ResultList,
	isTaken: (result: CalltouchRecord) => boolean,
): Outcome[] {
	const given = listIn(json, kind);
	if (!given) throw reject();
	return assignResults(given, kind.key, numbers).map((result, index) => {
		const named = `${kind.what} ${numbers[index]}`;
		if (result === undefined) return unmentioned(named);
		return isTaken(result) ? { result } : notTaken(connection, named, withoutKey(result, kind.key));
	});
}

/** An entry that a known form of answer does not mention. */
function unmentioned(named: string): Outcome {
	const error = new CalltouchError('bad-answer', `The answer does not mention ${named}.`);
	return { error: outcomeUnknown(error) };
}

/** Removes an entry's number, which is not part of Calltouch's message. */
function withoutKey(result: CalltouchRecord, key: string | undefined): CalltouchRecord {
	return Object.fromEntries(Object.entries(result).filter(([name]) => name !== key));
}

/** An entry that was refused, or whose result says neither yes nor no. */
function notTaken({ site }: Connection, named: string, result: CalltouchRecord): Outcome {
	const said = quoteWords(site, anyWordsIn(result));
	if (!complains(result)) {
		const message = `The answer says neither yes nor no about ${named}${said}`;
		return { error: outcomeUnknown(new CalltouchError('bad-answer', message)) };
	}
	return {
		error: new CalltouchError('refused', `Calltouch did not take ${named}${said}`, {
			remedy: 'Check the parameters of the node for this item.',
		}),
	};
}
