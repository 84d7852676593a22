import { quoteWords } from '../http/answerErrors';
import type { Outcome } from './batches';
import { CalltouchError } from '../errors';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { outcomeUnknown, type WriteAnswer } from '../http/post';
import { anyWordsIn, complains, confirms, isBareMessage } from '../http/words';

/** Where an answer lists the results of a batch, and how to tell them apart. */
export interface ResultList {
	/** Name of the list. */
	list: string;
	/** Key of an entry's number; undefined if entries have none. */
	key?: string;
	/** Key of the ID that the result of an accepted entry has; undefined if there is none. */
	id?: string;
	/** Statuses that were sent: in a result, one of them is an echo and not a complaint. */
	statuses?: ReadonlySet<unknown>;
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

type ResultTest = (result: CalltouchRecord) => boolean;

/** An answer in parts. */
interface Reading {
	/** All results and errors of single entries, whether or not the batch has these entries. */
	given: CalltouchRecord[];
	/** The result of each entry of the batch; undefined if the answer does not mention the entry. */
	own: Array<CalltouchRecord | undefined>;
	/** Whether the rest of the answer complains. */
	isRefused: boolean;
}

/**
 * Separates the results in an answer from complaints about the whole. An error beside the results that carries an
 * entry's number becomes the `error` of that entry unless `isTaken` finds its result. Returns undefined if there is no
 * list.
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

/** Returns the list of results, under its name or in place of `data` or of the whole answer. */
function resultsIn(json: unknown, list: string): CalltouchRecord[] | undefined {
	const outer = isRecord(json) ? json : {};
	return [dataOf(json)?.[list], outer[list], outer.data, json].map(recordsIn).find(Boolean);
}

/** Whether the list of results is there by its name, so that it tells even when it is empty. */
function isListed(json: unknown, { list }: ResultList): boolean {
	return [dataOf(json), json].some((outer) => isRecord(outer) && Array.isArray(outer[list]));
}

/** Returns the errors beside the results that carry an entry's number. */
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
 * one, and the whole answer otherwise. A result that is nothing but a message says neither yes nor no. If the list has
 * good results for other entries but none for this one, its outcome is unknown; a list of nothing but complaints leaves
 * no doubt about the others. If the rest of the answer complains, only entries whose results confirm it are taken.
 * @throws CalltouchError if the answer complains as a whole, or if none of its results belongs to an entry
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
	if (!reading || (reading.given.length === 0 && !isListed(answer.json, kind))) {
		const json = acceptedAnswer(answer, numbers.length, statuses);
		return numbers.map((number) => whole(number, json));
	}
	const { given, own, isRefused } = reading;
	if (own.every((result) => result === undefined)) throw rejected(answer, numbers.length);
	const isTaken: ResultTest = (result) => {
		if (fails(result, kind) || isBareMessage(withoutEcho(result, key))) return false;
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
 * Returns an answer of undocumented form unless it complains or is nothing but a message. If it complains about several
 * entries as a whole, some of them may have been accepted.
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
 * Returns the outcomes of a batch whose answer is documented: a list of results, accepted if they pass `isTaken`.
 * @throws CalltouchError if there is no such list
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

/** Returns the outcome of each entry: by its own result, or else by what the answer says as a whole. */
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

/** Whether a result complains. A status that was sent, or that stands beside an ID, is that of the deal itself. */
function fails(result: CalltouchRecord, { id, statuses }: ResultList): boolean {
	const own = id !== undefined && isGiven(result[id]) ? [result.status] : [];
	return complains(result, new Set([...(statuses ?? []), ...own]));
}

/** Builds the error for an answer as a whole; of several entries, some may have been accepted. */
function rejected({ reject }: WriteAnswer, entries: number): CalltouchError {
	return entries === 1 ? reject() : outcomeUnknown(reject());
}

/** Removes what may be the number, the text or the title that was sent. */
function withoutEcho(result: CalltouchRecord, key: string | undefined): CalltouchRecord {
	return Object.fromEntries(
		Object.entries(withoutKey(result, key)).filter(([name]) => name !== 'text' && name !== 'title'),
	);
}

/** Removes an entry's number, which is not part of Calltouch's message. */
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
