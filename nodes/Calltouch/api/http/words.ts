import { isRecord, type CalltouchRecord } from '../record';

/** Deeper than any answer of Calltouch; a hostile one must not exhaust the stack. */
const maxDepth = 8;

/** Keys that indicate a failure, in all their variants: `error`, `errorMessage`, `apiErrorData`, … */
const failureKey = /error|violation|exception|fail|refus|reject/i;
/** Keys that indicate neither failure nor success; their text counts where nothing else says more. */
const messageKey = /^(?:message|description|detail|reason|text|title)s?$/i;
const codeKey = /code$/i;
/** Keys whose `false` means that nothing was done. */
const successKey = /^(?:success|successful|ok|imported|created|updated|deleted|accepted|taken)$/i;

/** Collects the texts in a value, preferring those under failure keys. */
function textsIn(value: unknown, depth = 0): string[] {
	if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
	if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
	const inner = (entries: unknown[]) => entries.flatMap((entry) => textsIn(entry, depth + 1));
	if (Array.isArray(value)) return inner(value as unknown[]);
	const told = textsUnder(value, depth);
	if (told.length > 0) return told;
	const others = Object.entries(value).filter(([key]) => !codeKey.test(key));
	return inner(others.map(([, entry]) => entry as unknown));
}

/** Collects the texts under failure and message keys. */
function textsUnder(value: object, depth = 0): string[] {
	const under = (key: RegExp) =>
		Object.entries(value)
			.filter(([name]) => key.test(name) && !codeKey.test(name))
			.flatMap(([, entry]) => textsIn(entry, depth + 1));
	return [...under(failureKey), ...under(messageKey)];
}

/**
 * Returns what an answer, or a part of it, says under failure and message keys (docs/calltouch-api.md#errors), or else
 * its error code; undefined if it has neither.
 */
export function wordsIn(answer: unknown): string | undefined {
	if (!isRecord(answer)) return undefined;
	const data = isRecord(answer.data) ? answer.data : {};
	const said = new Set([...textsUnder(data), ...textsUnder(answer)]);
	if (said.size > 0) return [...said].join('; ');
	const code = codeIn(answer);
	return code === undefined ? undefined : `code ${code}`;
}

/**
 * Like `wordsIn`, but falls back to the keys of failures and messages at any level, and then to all texts, for a refusal
 * that puts its words under unexpected keys.
 */
export function anyWordsIn(answer: unknown): string | undefined {
	const joined = (texts: string[]) => [...new Set(texts)].join('; ') || undefined;
	return wordsIn(answer) ?? joined(toldIn(answer)) ?? joined(textsIn(answer));
}

/** Returns the texts under the keys of failures and messages, of each branch the highest level that has any. */
function toldIn(value: unknown, depth = 0): string[] {
	if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
	const told = Array.isArray(value) ? [] : textsUnder(value, depth);
	if (told.length > 0) return told;
	return Object.values(value).flatMap((entry) => toldIn(entry, depth + 1));
}

/** `wordsIn` for an answer that is still text; undefined if the text is not JSON. */
export function apiMessage(text: string): string | undefined {
	return wordsIn(parsed(text));
}

/**
 * Parses an answer that is only searched for words, so that its wide integers do not matter; undefined if it is not
 * JSON.
 */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Returns the error code as text; it comes as text or as a number (docs/calltouch-api.md#errors). */
export function codeIn(answer: unknown): string | undefined {
	if (!isRecord(answer)) return undefined;
	const { data, errorCode } = answer;
	const { apiErrorData } = isRecord(data) ? data : {};
	const code = isRecord(apiErrorData) ? (apiErrorData.errorCode ?? errorCode) : errorCode;
	return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/** What to ignore in the search for complaints: results that are judged on their own, and statuses that were sent. */
type Known = ReadonlySet<unknown>;

const nothingKnown: Known = new Set();

/** Whether an answer or a result says at any level that something failed (docs/calltouch-api.md#errors). */
export function complains(answer: unknown, known: Known = nothingKnown): boolean {
	return complainsWithin(answer, known, 0);
}

function complainsWithin(value: unknown, known: Known, depth: number): boolean {
	if (typeof value !== 'object' || value === null || depth > maxDepth) return false;
	if (known.has(value)) return false;
	if (isRecord(value) && isComplaint(value, known)) return true;
	return Object.values(value).some((entry) => complainsWithin(entry, known, depth + 1));
}

function isComplaint(record: CalltouchRecord, known: Known): boolean {
	return Object.entries(record).some(([key, value]) => {
		if (successKey.test(key)) return value === false;
		if (key === 'errorCode') return !isNone(value);
		if (key === 'status') return failedStatus.test(textOf(value)) && !known.has(value);
		return failureKey.test(key) && speaks(value, known);
	});
}

/** Statuses of a failure: words, or those of HTTP. */
const failedStatus = new RegExp(`${failureKey.source}|^[45]\\d\\d$`, 'i');
/** A status or a message that means success. */
const goodWord = /^\s*(?:ok|success|successful(?:ly)?|2\d\d)[.!]?\s*$/i;

/** Whether an answer or a result says plainly that the write was done. */
export function confirms(answer: unknown): boolean {
	if (!isRecord(answer)) return false;
	return [answer, answer.data].filter(isRecord).some((record) =>
		Object.entries(record).some(([key, value]) => {
			if (successKey.test(key)) return value === true;
			return (key === 'status' || messageKey.test(key)) && goodWord.test(textOf(value));
		}),
	);
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a value says anything: `false`, `0`, `OK` and empty texts, lists and objects appear in successes, too. */
function speaks(value: unknown, known: Known, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return !isNone(value);
	if (depth >= maxDepth || known.has(value)) return false;
	return Object.values(value).some((entry) => speaks(entry, known, depth + 1));
}

function isNone(value: unknown): boolean {
	return !value || /^\s*(?:0|200|ok|no|none|null|false)?\s*$/i.test(String(value));
}

const bareKeys = ['errorCode', 'status', 'timestamp', 'path', 'data'];

/** Whether an answer says that nothing was done: it has an error and nothing else. */
export function isErrorBody(answer: unknown): boolean {
	if (!isRecord(answer)) return false;
	const { apiErrorData, validationErrorData, ...others } = membersOf(answer.data);
	// Results beside them tell of each entry, and what was taken must not be sent again.
	const hasResults = Object.values({ ...answer, ...others }).some(isFilledList);
	if ((apiErrorData || validationErrorData) && !hasResults) return true;
	return isBare(answer) && complains(answer) && !confirms(answer);
}

function isFilledList(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0;
}

/** Whether an answer is nothing but a message, which may mean a refusal as well as a success. */
export function isBareMessage(answer: unknown): boolean {
	if (!isRecord(answer) || !isBare(answer) || wordsIn(answer) === undefined) return false;
	return !complains(answer) && !confirms(answer);
}

function isBare({ data, ...outer }: CalltouchRecord): boolean {
	return Object.entries({ ...outer, ...membersOf(data) }).every(
		([key, value]) =>
			bareKeys.includes(key) ||
			messageKey.test(key) ||
			failureKey.test(key) ||
			(successKey.test(key) && value === false),
	);
}

/** Returns the members of `data`; a bare value counts as a member, too. */
function membersOf(data: unknown): CalltouchRecord {
	if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data));
	return data ? { '': data } : {};
}
