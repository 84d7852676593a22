import { isRecord, type CalltouchRecord } from '../record';

/** Deeper than any answer of Calltouch; a hostile one must not exhaust the stack. */
const maxDepth = 8;

/** Keys that stand for a failure, in all the ways in which they are written: `error`, `errorMessage`, `apiErrorData`, … */
const failureKey = /error|violation|exception|fail|refus|reject/i;
/** Keys that stand for neither failure nor success: their words count where nothing else says more. */
const messageKey = /^(?:message|description|detail|reason|text|title)s?$/i;
const codeKey = /code$/i;
/** Keys that say by a plain no that nothing was done. */
const successKey = /^(?:success|successful|ok|imported|created|updated|deleted|accepted|taken)$/i;

/** The texts of a value, those under the keys of failures before all others. */
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

/** The texts under the keys of failures and messages. */
function textsUnder(value: object, depth = 0): string[] {
	const under = (key: RegExp) =>
		Object.entries(value)
			.filter(([name]) => key.test(name) && !codeKey.test(name))
			.flatMap(([, entry]) => textsIn(entry, depth + 1));
	return [...under(failureKey), ...under(messageKey)];
}

/**
 * What an answer or a part of it says under the keys of failures and messages (docs/calltouch-api.md#errors), or else
 * its error code; undefined when it says nothing there.
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
 * All texts of an answer, for a refusal that puts its words where nobody expects them: those under the keys of failures
 * and messages at any level, or else under any key.
 */
export function anyWordsIn(answer: unknown): string | undefined {
	const joined = (texts: string[]) => [...new Set(texts)].join('; ') || undefined;
	return wordsIn(answer) ?? joined(toldIn(answer)) ?? joined(textsIn(answer));
}

/** The texts under the keys of failures and messages at the upper level of each branch that has any. */
function toldIn(value: unknown, depth = 0): string[] {
	if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
	const told = Array.isArray(value) ? [] : textsUnder(value, depth);
	if (told.length > 0) return told;
	return Object.values(value).flatMap((entry) => toldIn(entry, depth + 1));
}

/** `wordsIn` an answer that is still text; undefined when the text is no JSON. */
export function apiMessage(text: string): string | undefined {
	return wordsIn(parsed(text));
}

/** An answer that is only looked at for its words, so that its wide integers do not matter; undefined for no JSON. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The error code as text. It comes as text or as a number (docs/calltouch-api.md#errors). */
export function codeIn(answer: unknown): string | undefined {
	if (!isRecord(answer)) return undefined;
	const { data, errorCode } = answer;
	const { apiErrorData } = isRecord(data) ? data : {};
	const code = isRecord(apiErrorData) ? (apiErrorData.errorCode ?? errorCode) : errorCode;
	return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/** What is looked over in the search for complaints: parts that are judged on their own, and statuses that were sent. */
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

/** Statuses of a failure: in words, or those of HTTP. */
const failedStatus = new RegExp(`${failureKey.source}|^[45]\\d\\d$`, 'i');
/** What a status or a message is when all went well. */
const goodWord = /^\s*(?:ok|success|successful(?:ly)?|2\d\d)[.!]?\s*$/i;

/** Whether an answer or a result says by a plain yes that it was done. */
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

/** Whether something stands here: `false`, `0`, `OK`, an empty text, list or object are what a success shows. */
function speaks(value: unknown, known: Known, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return !isNone(value);
	if (depth >= maxDepth || known.has(value)) return false;
	return Object.values(value).some((entry) => speaks(entry, known, depth + 1));
}

function isNone(value: unknown): boolean {
	return !value || /^\s*(?:0|200|ok|no|none|null|false)?\s*$/i.test(String(value));
}

const bareKeys = ['errorCode', 'status', 'timestamp', 'path', 'data'];

/** Whether an answer says that nothing was done: an error with nothing else beside it. */
export function isErrorBody(answer: unknown): boolean {
	if (!isRecord(answer)) return false;
	const { apiErrorData, validationErrorData } = membersOf(answer.data);
	if (apiErrorData || validationErrorData) return true;
	return isBare(answer) && complains(answer) && !confirms(answer);
}

/** Whether an answer is words alone, which may be those of a refusal as well as those of a success. */
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

/** What stands under `data`; a bare value counts as a member, too. */
function membersOf(data: unknown): CalltouchRecord {
	if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data));
	return data ? { '': data } : {};
}
