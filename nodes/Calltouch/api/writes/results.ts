import { quoteWords } from '../http/answerErrors';
import type { Outcome } from './batches';
import { CalltouchError } from '../errors';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { outcomeUnknown, type WriteAnswer } from '../http/post';
import { anyWordsIn, complains } from '../http/words';

/** Where the results of a batch stand in its answer, and how they are told apart. */
export interface ResultList {
	/** Name of the list under `data`. */
	list: string;
	/** Key of the number of an entry; undefined when entries have none. */
	key?: string;
	/** What an entry is, for messages, e.g. `deal`. */
	what: string;
}

/** What stands under `data` in an answer. */
export function dataOf(json: unknown): CalltouchRecord | undefined {
	const data = isRecord(json) ? json.data : undefined;
	return isRecord(data) ? data : undefined;
}

/** An id that Calltouch gave: null, 0 and an empty text mean that it made nothing (docs/calltouch-api.md#deal-creation). */
export function isGiven(id: unknown): boolean {
	return (typeof id === 'number' || typeof id === 'string') && Boolean(id) && Number(id) !== 0;
}

/** The results in an answer, and the complaints that stand beside them with the number of an entry; undefined for no list. */
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
 * Gives each entry its own result: by its number, or by its place when the results carry no numbers. Entries of the
 * same number get their results in order; an entry that the list does not speak of gets undefined.
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
 * The outcomes of a batch whose answer has no documented form: each entry gets its own result where the answer has
 * one, and the whole answer where it has not. A list that has good results of others, but none of this entry, leaves
 * its fate unknown; a list of complaints only does not.
 * @throws CalltouchError when the answer complains as a whole
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

/** Ids that a result has when its entry was taken. */
const idKeys = ['calltouchOrderId', 'requestId'];

/**
 * An answer of no documented form that does not complain. When it complains about several entries as a whole, some of
 * them may have been taken.
 * @throws CalltouchError
 */
export function acceptedAnswer({ json, reject }: WriteAnswer, entries = 1): unknown {
	if (!complains(json)) return json;
	throw entries === 1 ? reject() : outcomeUnknown(reject());
}

/**
 * The outcomes of a batch whose answer is documented: a list of results. Only those that `isTaken` finds are taken.
 * @throws CalltouchError when there is no such list
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

/** An entry that an answer of known form does not speak of. */
function unmentioned(named: string): Outcome {
	const error = new CalltouchError('bad-answer', `The answer does not mention ${named}.`);
	return { error: outcomeUnknown(error) };
}

/** A result without its number, which is none of Calltouch's words. */
function withoutKey(result: CalltouchRecord, key: string | undefined): CalltouchRecord {
	return Object.fromEntries(Object.entries(result).filter(([name]) => name !== key));
}

/** An entry that is not taken: it was turned down, or its result says neither that nor the contrary. */
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
