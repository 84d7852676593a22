import { maxFields } from './bounds';
import { latinBytes, textReader } from './charset';
import { tooManyFields, type Pair } from './form';
import { bad } from './refusal';

/** RFC 2046, 5.1.1: a boundary has at most 70 characters. */
const maxBoundaryLength = 70;
/** Size of the headers of one part. */
const maxPartHeadBytes = 4096;

interface FormPart {
	/** One character per byte. */
	head: string;
	value: Uint8Array;
}

/**
 * Parses `multipart/form-data` (RFC 7578). A file is represented by its name. `type` is the Content-Type of the
 * request.
 * @throws Refusal if the body is malformed, truncated, or has too many fields
 */
export function readMultipart(bytes: Uint8Array, type: string): Pair[] {
	const found = /;\s*boundary=(?:"([^"]+)"|([^\s;,"]+))/i.exec(type);
	const boundary = found?.[1] ?? found?.[2];
	if (boundary === undefined || boundary.length > maxBoundaryLength) throw broken();
	const parts = splitParts(bytes, `--${boundary}`);
	const charsets = parts.map(({ head }) => /;\s*charset="?([^\s";]+)/i.exec(head)?.[1]);
	const names = parts.map(({ head }) => latinBytes(parameterOf(head, 'name') ?? ''));
	const values = parts.map(({ head, value }) => {
		const file = parameterOf(head, 'filename');
		return file === undefined ? value : latinBytes(file);
	});
	const read = textReader([...names, ...values], charsets.find(Boolean));
	return values.map((value, at) => {
		const own = charsets[at] === undefined ? read : textReader([value], charsets[at]);
		return [read(names[at] as Uint8Array), own(value)];
	});
}

function broken() {
	return bad('The parts of the body are broken.');
}

function splitParts(bytes: Uint8Array, delimiter: string): FormPart[] {
	// One character per byte, so that text offsets are byte offsets.
	const text = new TextDecoder('latin1').decode(bytes);
	const parts: FormPart[] = [];
	const restOfLine = /--|[ \t]*\r?\n/y;
	let begin: number | undefined;
	for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + 1)) {
		restOfLine.lastIndex = at + delimiter.length;
		const rest = at === 0 || text[at - 1] === '\n' ? restOfLine.exec(text)?.[0] : undefined;
		if (rest === undefined) continue;
		if (begin !== undefined) {
			if (parts.length === maxFields) throw tooManyFields();
			parts.push(readPart(bytes, begin, at - (text[at - 2] === '\r' ? 2 : 1)));
		}
		if (rest === '--') return parts;
		begin = at + delimiter.length + rest.length;
	}
	throw broken();
}

/** Headers and value are separated by an empty line. */
function readPart(bytes: Uint8Array, begin: number, end: number): FormPart {
	const start = String.fromCharCode(
		...bytes.subarray(begin, Math.min(end, begin + maxPartHeadBytes)),
	);
	const [whole, head = ''] = /^([^]*?\r?\n)\r?\n/.exec(start) ?? [];
	if (whole === undefined || parameterOf(head, 'name') === undefined) throw broken();
	return { head, value: bytes.subarray(begin + whole.length, end) };
}

/**
 * Returns `name` or `filename` from the headers. Browsers write a quote as `%22` and a backslash as it is; other clients
 * put a backslash before both.
 */
function parameterOf(head: string, name: string): string | undefined {
	const find = (value: string) => new RegExp(`;\\s*${name}=${value}`, 'i').exec(head)?.[1];
	const plain = find('"([^"]*)"(?=[ \\t]*(?:;|\\r?\\n))') ?? find('([^\\s;"]+)');
	const text = plain ?? find('"((?:[^"\\\\]|\\\\.)*)"')?.replace(/\\(["\\])/g, '$1');
	return text?.replace(/%22/g, '"').replace(/%0D%0A/gi, '\r\n');
}
