import { quoted } from '../http/answerErrors';
import type { Outcome } from './batches';
import { CalltouchError } from '../errors';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { outcomeUnknown, type WriteAnswer } from '../http/post';

/** Where the results of a batch stand in its answer, and how they are told apart. */
export interface ResultList {
	/** Name of the list under `data`. */
	list: string;
	/** Key of the number of an entry; undefined when entries have none. */
	key?: string;
	/** What an entry is, for messages, e.g. `deal`. */
	what: string;
}

/** The list of results in an answer; undefined when there is none. */
function listIn(json: unknown, name: string): CalltouchRecord[] | undefined {
	const list = dataOf(json)?.[name];
	return Array.isArray(list) && list.every(isRecord) ? list : undefined;
}

/** What stands under `data` in an answer. */
export function dataOf(json: unknown): CalltouchRecord | undefined {
	const data = isRecord(json) ? json.data : undefined;
	return isRecord(data) ? data : undefined;
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
 */
export function undocumentedOutcomes(
	connection: Connection,
	json: unknown,
	numbers: string[],
	{ list, key, what }: ResultList,
): Outcome[] {
	const given = listIn(json, list) ?? [];
	const results = assignResults(given, key, numbers);
	const isSelective = results.some((result) => result !== undefined) && !given.every(complains);
	return numbers.map((number, index) => {
		const own = key === undefined ? {} : { [key]: number };
		const named = key === undefined ? `this ${what}` : `${what} ${number}`;
		const result = results[index];
		if (result === undefined && isSelective) return unmentioned(named);
		if (result === undefined) return { result: { ...own, answer: json ?? null } };
		return complains(result) ? turnedDown(connection, named, result) : { result };
	});
}

/**
 * The outcomes of a batch whose answer is documented: a list of results, in which `refuses` finds the entries that were
 * turned down.
 * @throws CalltouchError when there is no such list
 */
export function documentedOutcomes(
	connection: Connection,
	{ json, reject }: WriteAnswer,
	numbers: string[],
	{ list, key, what }: ResultList,
	refuses: (result: CalltouchRecord) => boolean,
): Outcome[] {
	const given = listIn(json, list);
	if (!given) throw reject();
	return assignResults(given, key, numbers).map((result, index) => {
		const named = `${what} ${numbers[index]}`;
		if (result === undefined) return unmentioned(named);
		return refuses(result) ? turnedDown(connection, named, result) : { result };
	});
}

/** An entry that an answer of known form does not speak of. */
function unmentioned(named: string): Outcome {
	const error = new CalltouchError('bad-answer', `The answer does not mention ${named}.`);
	return { error: outcomeUnknown(error) };
}

/** An entry that Calltouch turned down in the midst of a batch that it took. */
function turnedDown({ site }: Connection, named: string, result: CalltouchRecord): Outcome {
	const said = complaintIn(result) ?? result.message;
	const text = typeof said === 'string' ? said : (JSON.stringify(said) ?? '');
	const words = text === '' ? '' : `: "${quoted(site, text)}"`;
	return {
		error: new CalltouchError('refused', `Calltouch did not take ${named}${words}`, {
			remedy: 'Check the parameters of the node for this item.',
		}),
	};
}

/** How a result says that it failed is not documented, so each plain way counts. */
function complains(result: CalltouchRecord): boolean {
	return complaintIn(result) !== undefined || result.success === false;
}

function complaintIn(result: CalltouchRecord): unknown {
	return ['errorMessage', 'error', 'errors', 'violations']
		.map((key) => result[key])
		.find((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
}
