import { quoteWords } from '../http/answerErrors';
import type { Outcome } from './batches';
import { CalltouchError } from '../errors';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { outcomeUnknown, type WriteAnswer } from '../http/post';
import { anyWordsIn, complains, confirms, isBareMessage } from '../http/words';

/** Where the results of a batch stand in its answer, and how they are told apart. */
export interface ResultList {
	/** Name of the list. */
	list: string;
	/** Key of the number of an entry; undefined when entries have none. */
	key?: string;
	/** Key of the ID that a result has when its entry was taken; undefined when there is none. */
	id?: string;
	/** Statuses that were sent: a result that repeats one says nothing by it. */
	statuses?: ReadonlySet<unknown>;
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

type ResultTest = (result: CalltouchRecord) => boolean;

/** What an answer says, in parts. */
interface Reading {
	/** What belongs to single entries, whichever they are. */
	given: CalltouchRecord[];
	/** What belongs to each entry of the batch; undefined for an entry that the answer does not speak of. */
	own: Array<CalltouchRecord | undefined>;
	/** Whether the answer complains beside all that. */
	isRefused: boolean;
}

/**
 * Tells results apart from complaints that stand beside them. A complaint with the number of an entry becomes its
 * `error`, unless the result of the entry says that it was taken all the same. Undefined when there is no list.
 */
function readResults(
	json: unknown,
	numbers: string[],
	{ list, key, statuses }: ResultList,
	isTaken: ResultTest = () => false,
): Reading | undefined {
	const results = resultsIn(json, list);
	const complaints = numberedErrors(json, key);
	if (!results && complaints.length === 0) return undefined;
	const given = [...(results ?? []), ...complaints.map((error) => ({ error }))];
	const errors = assignResults(complaints, key, numbers);
	const sent = new Set(numbers);
	const ofEntries = complaints.filter((error) => key !== undefined && sent.has(String(error[key])));
	const known = new Set<unknown>([...(statuses ?? []), ...(results ?? []), ...ofEntries]);
	const own = assignResults(results ?? [], key, numbers).map((result, index) => {
		const error = errors[index];
		return error === undefined || (result && isTaken(result)) ? result : { ...result, error };
	});
	return { given, own, isRefused: complains(json, known) };
}

/** The list of results, under its name or right where it is looked for. */
function resultsIn(json: unknown, list: string): CalltouchRecord[] | undefined {
	const outer = isRecord(json) ? json : {};
	return [dataOf(json)?.[list], outer[list], outer.data, json].map(recordsIn).find(Boolean);
}

/** The complaints beside the results that name the number of an entry. */
function numberedErrors(json: unknown, key: string | undefined): CalltouchRecord[] {
	if (key === undefined || !isRecord(json)) return [];
	return [dataOf(json)?.errors, json.errors]
		.flatMap((errors) => (Array.isArray(errors) ? (errors as unknown[]) : []))
		.filter(isRecord)
		.filter((error) => isNumbered(error, key));
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
 * its fate unknown; a list of complaints only does not. When the answer complains beside its results, only those are
 * taken that say so.
 * @throws CalltouchError when the answer complains as a whole, or when none of its results belongs to an entry
 */
export function undocumentedOutcomes(
	connection: Connection,
	answer: WriteAnswer,
	numbers: string[],
	kind: ResultList,
): Outcome[] {
	const { key, id, statuses } = kind;
	const whole = (number: string, json: unknown): Outcome => ({
		result: { ...(key === undefined ? {} : { [key]: number }), answer: json ?? null },
	});
	const reading = readResults(answer.json, numbers, kind);
	if (!reading || reading.given.length === 0) {
		const json = acceptedAnswer(answer, numbers.length, statuses);
		return numbers.map((number) => whole(number, json));
	}
	const { given, own, isRefused } = reading;
	if (own.every((result) => result === undefined)) throw rejected(answer, numbers.length);
	const isTaken: ResultTest = (result) => {
		if (fails(result, kind)) return false;
		const hasId = id !== undefined && isGiven(result[id]);
		if (isRefused) return hasId || confirms(result);
		return hasId || id === undefined || !Object.hasOwn(result, id);
	};
	const isSelective = isRefused || !given.every((result) => fails(result, kind));
	const outcomes = judged(connection, answer, numbers, kind, reading, isTaken);
	return outcomes.map((outcome, index) =>
		own[index] === undefined && !isSelective ? whole(numbers[index] ?? '', answer.json) : outcome,
	);
}

/**
 * An answer of no documented form that neither complains nor is words alone. When it complains about several entries as a
 * whole, some of them may have been taken.
 * @throws CalltouchError
 */
export function acceptedAnswer(
	answer: WriteAnswer,
	entries = 1,
	statuses?: ReadonlySet<unknown>,
): unknown {
	const { json } = answer;
	if (complains(json, statuses) || isBareMessage(json)) throw rejected(answer, entries);
	return json;
}

/**
 * The outcomes of a batch whose answer is documented: a list of results. Only those that `isTaken` finds are taken.
 * @throws CalltouchError when there is no such list
 */
export function documentedOutcomes(
	connection: Connection,
	answer: WriteAnswer,
	numbers: string[],
	kind: ResultList,
	isTaken: ResultTest,
): Outcome[] {
	const reading = readResults(answer.json, numbers, kind, isTaken);
	if (!reading) throw answer.reject();
	return judged(connection, answer, numbers, kind, reading, isTaken);
}

/** What became of each entry: what its own result says, or else what the answer says of all. */
function judged(
	connection: Connection,
	answer: WriteAnswer,
	numbers: string[],
	kind: ResultList,
	{ own, isRefused }: Reading,
	isTaken: ResultTest,
): Outcome[] {
	const { key, what } = kind;
	return own.map((result, index): Outcome => {
		const named = key === undefined ? `this ${what}` : `${what} ${numbers[index]}`;
		if (result && isTaken(result)) return { result };
		const said = quoteWords(connection.site, result && anyWordsIn(withoutKey(result, key)));
		if (result && fails(result, kind)) return notTaken(named, said);
		if (isRefused) return { error: rejected(answer, numbers.length) };
		return inDoubt(
			result
				? `The answer says neither yes nor no about ${named}${said}`
				: `The answer does not mention ${named}.`,
		);
	});
}

/** Whether a result complains. Its status may be that of a deal: one that was sent, or that stands beside an ID. */
function fails(result: CalltouchRecord, { id, statuses }: ResultList): boolean {
	const own = id !== undefined && isGiven(result[id]) ? [result.status] : [];
	return complains(result, new Set([...(statuses ?? []), ...own]));
}

/** The error for an answer as a whole. */
function rejected({ reject }: WriteAnswer, entries: number): CalltouchError {
	return entries === 1 ? reject() : outcomeUnknown(reject());
}

/** A result without its number, which is none of Calltouch's words. */
function withoutKey(result: CalltouchRecord, key: string | undefined): CalltouchRecord {
	return Object.fromEntries(Object.entries(result).filter(([name]) => name !== key));
}

function notTaken(named: string, said: string): Outcome {
	return {
		error: new CalltouchError('refused', `Calltouch did not take ${named}${said}`, {
			remedy: 'Check the parameters of the node for this item.',
		}),
	};
}

function inDoubt(message: string): Outcome {
	return { error: outcomeUnknown(new CalltouchError('bad-answer', message)) };
}
