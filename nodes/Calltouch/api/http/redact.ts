/** A character that the text spells, and the offset where its spelling ends. */
type Spelled = readonly [sign: string, end: number];

/** Maximum spellings tracked at one offset; a text encoded four times over has about ten. */
const maxSpellings = 12;
/** A text cut off within the token is masked from this many of its characters on, or from half of the token. */
const minPart = 8;

/** HTML entities of ASCII characters, in lower case. */
const htmlEntities = new Map(
	(
		'excl! quot" num# dollar$ percnt% amp& apos\' lpar( rpar) ast* midast* plus+ comma, period. sol/ colon: semi; lt< ' +
		'equals= gt> quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] hat^ lowbar_ underbar_ grave` diacriticalgrave` ' +
		'lcub{ lbrace{ verbar| vert| verticalline| rcub} rbrace}'
	)
		.split(' ')
		.map((entry) => [entry.slice(0, -1), entry.slice(-1)] as const),
);

/**
 * Returns a function that masks a token wherever a text spells it: in any case, percent-encoded fully, partly or
 * repeatedly, escaped as in JSON or HTML, any mix of these, or cut off at the end of the text. Runs in time linear in
 * the text. The token is printable ASCII, which the credential ensures.
 */
export function redactor(token: string): (text: string) => string {
	const wanted = Array.from(token, fold);
	const minCut = Math.max(1, Math.min(minPart, Math.ceil(wanted.length / 2)));
	return (text) => {
		if (wanted.length === 0) return text;
		const spellings = spellingsIn(text);
		let masked = '';
		let copied = 0;
		for (let at = 0; at < text.length;) {
			const end = endOf(text, spellings, wanted, minCut, at);
			if (end === undefined) at++;
			else {
				masked += `${text.slice(copied, at)}***`;
				at = copied = end;
			}
		}
		return masked + text.slice(copied);
	};
}

/** Returns where the token that begins here ends; undefined if there is none. */
function endOf(
	text: string,
	spellings: Map<number, Spelled[]>,
	wanted: string[],
	minCut: number,
	begin: number,
): number | undefined {
	let ends = new Set([begin]);
	for (const [place, sign] of wanted.entries()) {
		const next = new Set<number>();
		for (const at of ends) {
			for (const [spelled, end] of spelledAt(text, spellings, at)) {
				if (fold(spelled) === sign) next.add(end);
			}
		}
		if (next.size === 0) return place >= minCut && isCut(text, ends) ? text.length : undefined;
		ends = next;
	}
	return Math.max(...ends);
}

/** Whether the text ends at one of these offsets, or within an escape that begins there. */
function isCut(text: string, ends: Set<number>): boolean {
	return [...ends].some((at) => /^(?:[%\\&].{0,6})?$/s.test(text.slice(at, at + 9)));
}

/** A plus and a space are the same in a URL. */
function fold(sign: string): string {
	return sign === ' ' ? '+' : sign.toLowerCase();
}

/** Returns what the escapes of a text spell, by offset; read backwards, since escapes may nest. */
function spellingsIn(text: string): Map<number, Spelled[]> {
	const spellings = new Map<number, Spelled[]>();
	for (let at = text.length - 1; at >= 0; at--) {
		const raw = text.charAt(at);
		if (raw !== '%' && raw !== '\\' && raw !== '&') continue;
		const found: Spelled[] = [[raw, at + 1]];
		// What an escape spells may begin another one, so the list grows while it is read.
		for (let next = 0; next < found.length && found.length < maxSpellings; next++) {
			const [sign, end] = found[next] as Spelled;
			const seek: Find = (from, test) => find(text, spellings, from, test);
			found.push(...(restOfRun(text, spellings, sign, end) ?? escapes(sign, seek, end)));
		}
		spellings.set(at, found.slice(0, maxSpellings));
	}
	return spellings;
}

/**
 * Returns what a run of backslashes spells that continues here; undefined if there is none. Each JSON-in-JSON nesting
 * doubles them, so any number counts as one.
 */
function restOfRun(text: string, spellings: Map<number, Spelled[]>, sign: string, at: number) {
	if (sign !== '\\') return undefined;
	const spelled = spelledAt(text, spellings, at);
	const place = spelled.findIndex(([next]) => next === sign);
	const [, end] = spelled[place] ?? [];
	if (end === undefined) return undefined;
	const goesOn = find(text, spellings, end, (next) => next === sign) !== undefined;
	return spelled.slice(goesOn ? place + 1 : place);
}

function spelledAt(text: string, spellings: Map<number, Spelled[]>, at: number): Spelled[] {
	const raw = text.charAt(at);
	return spellings.get(at) ?? (raw === '' ? [] : [[raw, at + 1]]);
}

/** Returns the first spelling at an offset whose character passes the test. */
function find(text: string, spellings: Map<number, Spelled[]>, at: number, test: CharTest) {
	return spelledAt(text, spellings, at).find(([sign]) => test(sign));
}

/** Tests a character. A lookup rather than a regex, because hostile texts trigger it very often. */
type CharTest = (sign: string) => boolean;

const oneOf =
	(signs: string): CharTest =>
	(sign) =>
		signs.includes(sign);
const decimalDigits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const isDigit = oneOf(decimalDigits);
const isHex = oneOf(`${decimalDigits}abcdefABCDEF`);
const isLetter = oneOf(letters);
const isU = oneOf('uU');
const isX = oneOf('xX');
const isHash = oneOf('#');
const isSemicolon = oneOf(';');
const isOpening = oneOf('{');
const isClosing = oneOf('}');
const isPunctuation: CharTest = (sign) => !isDigit(sign) && !isLetter(sign);

type Find = (at: number, test: CharTest) => Spelled | undefined;

/** Returns what the escapes spell that this character introduces and that continue at `at`. */
function escapes(intro: string, find: Find, at: number): Spelled[] {
	if (intro === '%')
		return [hex(find, at, 2), unicode(find, at)].flatMap((spelled) => spelled ?? []);
	if (intro === '\\') return backslashed(find, at);
	if (intro === '&')
		return [reference(find, at), entity(find, at)].flatMap((spelled) => spelled ?? []);
	return [];
}

/** `%2f`, or as many hex digits as another escape has. */
function hex(find: Find, at: number, length: number): [Spelled] | undefined {
	const [text, end] = run(find, at, isHex, length);
	return text.length === length ? [[String.fromCharCode(parseInt(text, 16)), end]] : undefined;
}

/** `u002f`. */
function unicode(find: Find, at: number): [Spelled] | undefined {
	const mark = find(at, isU);
	return mark && hex(find, mark[1], 4);
}

/** `\u002f`, `\x2f`, `\u{2f}`, and punctuation that stands for itself. */
function backslashed(find: Find, at: number): Spelled[] {
	const own = find(at, isPunctuation);
	const [, afterX] = find(at, isX) ?? [];
	const [, afterU] = find(at, isU) ?? [];
	const [, opened] = (afterU !== undefined && find(afterU, isOpening)) || [];
	return [
		own && [own],
		unicode(find, at),
		afterX === undefined ? undefined : hex(find, afterX, 2),
		opened === undefined ? undefined : numericCode(find, opened, 16, isClosing),
	].flatMap((spelled) => spelled ?? []);
}

/** `&#47;` and `&#x2f;`. */
function reference(find: Find, at: number): [Spelled] | undefined {
	const [, after] = find(at, isHash) ?? [];
	if (after === undefined) return undefined;
	const [, afterX] = find(after, isX) ?? [];
	return afterX === undefined
		? numericCode(find, after, 10, isSemicolon)
		: numericCode(find, afterX, 16, isSemicolon);
}

/** A character code with its terminator, which HTML does not require. */
function numericCode(find: Find, at: number, base: number, close: CharTest): [Spelled] | undefined {
	const [number, end] = run(find, at, base === 10 ? isDigit : isHex, 8);
	const code = parseInt(number, base);
	if (!(code < 0x1_0000)) return undefined;
	const [, after = end] = find(end, close) ?? [];
	return [[String.fromCharCode(code), after]];
}

/** `&sol;`. */
function entity(find: Find, at: number): [Spelled] | undefined {
	const [name, end] = run(find, at, isLetter, 16);
	const sign = htmlEntities.get(name.toLowerCase());
	const [, after = end] = find(end, isSemicolon) ?? [];
	return sign === undefined ? undefined : [[sign, after]];
}

/** Reads a run of characters that pass the test, at most `max`. */
function run(find: Find, at: number, test: CharTest, max: number): Spelled {
	let text = '';
	let end = at;
	while (text.length < max) {
		const next = find(end, test);
		if (!next) break;
		text += next[0];
		end = next[1];
	}
	return [text, end];
}
