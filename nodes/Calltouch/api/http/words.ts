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

/** Like `wordsIn`, but falls back to all texts, for a refusal that puts its words under unexpected keys. */
export function anyWordsIn(answer: unknown): string | undefined {
	return wordsIn(answer) ?? ([...new Set(textsIn(answer))].join('; ') || undefined);
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

/** Whether an answer, its `data`, or one result of a batch says that something failed. */
export function complains(answer: unknown): boolean {
	if (!isRecord(answer)) return false;
	return isComplaint(answer) || (isRecord(answer.data) && isComplaint(answer.data));
}

function isComplaint(record: CalltouchRecord): boolean {
	return Object.entries(record).some(([key, value]) => {
		if (successKey.test(key)) return value === false;
		if (key === 'errorCode') return !isNone(value);
		if (key === 'status') return typeof value === 'string' && failureKey.test(value);
		return failureKey.test(key) && speaks(value);
	});
}

/** Whether a value says anything: `false`, `0`, `OK` and empty texts, lists and objects appear in successes, too. */
function speaks(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return !isNone(value);
	return depth < maxDepth && Object.values(value).some((entry) => speaks(entry, depth + 1));
}

function isNone(value: unknown): boolean {
	return !value || /^\s*(?:0|200|ok|no|none|null|false)?\s*$/i.test(String(value));
}

const bareKeys = ['message', 'errorCode', 'status', 'timestamp', 'path', 'data'];

/** Whether an answer says that nothing was done: it has an error and nothing else. */
export function isErrorBody(answer: unknown): boolean {
	if (!isRecord(answer)) return false;
	const { data, ...outer } = answer;
	const { apiErrorData, validationErrorData, ...inner } = membersOf(data);
	if (apiErrorData || validationErrorData) return true;
	const isBare = Object.entries({ ...outer, ...inner }).every(
		([key, value]) =>
			bareKeys.includes(key) || failureKey.test(key) || (successKey.test(key) && value === false),
	);
	return isBare && (wordsIn(answer) !== undefined || complains(answer));
}

/** Returns the members of `data`; a bare value counts as a member, too. */
function membersOf(data: unknown): CalltouchRecord {
	if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data));
	return data ? { '': data } : {};
}
