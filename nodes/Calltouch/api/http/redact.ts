/** A sign that a text spells, and where its spelling ends. */
type Spelled = readonly [sign: string, end: number];

/** Spellings that are told apart in one place; a text that was encoded four times over has about ten. */
const maxSpellings = 12;
/** A text that ends within the token gives this many of its signs away, or half of it. */
const minPart = 8;

/** The named references of HTML for ASCII signs, in lower case. */
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
 * Gives the function that masks a token wherever a text spells it: in other case, percent-encoded in full, in part or
 * several times over, escaped as in JSON or HTML, each of these in any mixture, or cut at the end of the text.
 * The work is in proportion to the length of the text. The token is printable ASCII, as the credential makes sure.
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

/** Where the token that begins here ends; undefined when none does. */
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

/** Whether the text ends at one of these places, or within an escape that begins there. */
function isCut(text: string, ends: Set<number>): boolean {
	return [...ends].some((at) => /^(?:[%\\&].{0,6})?$/s.test(text.slice(at, at + 9)));
}

/** In an address, a plus and a blank are the same. */
function fold(sign: string): string {
	return sign === ' ' ? '+' : sign.toLowerCase();
}

/** What the escapes of a text spell, by where they begin; read from the end, since an escape may hold others. */
function spellingsIn(text: string): Map<number, Spelled[]> {
	const spellings = new Map<number, Spelled[]>();
	for (let at = text.length - 1; at >= 0; at--) {
		const raw = text.charAt(at);
		if (raw !== '%' && raw !== '\\' && raw !== '&') continue;
		const found: Spelled[] = [[raw, at + 1]];
		// What an escape spells may begin another escape, so the list grows while it is read.
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
 * What a run of backslashes spells that goes on here; undefined when none does. Each time that JSON is put into JSON
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

/** The first spelling at a place whose sign is of this sort. */
function find(text: string, spellings: Map<number, Spelled[]>, at: number, test: CharTest) {
	return spelledAt(text, spellings, at).find(([sign]) => test(sign));
}

/** Whether a sign is of some sort. Looked up rather than matched, because hostile texts ask for it very often. */
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

/** What the escapes spell that are introduced by this sign and go on at `at`. */
function escapes(intro: string, find: Find, at: number): Spelled[] {
	if (intro === '%')
		return [hex(find, at, 2), unicode(find, at)].flatMap((spelled) => spelled ?? []);
	if (intro === '\\') return backslashed(find, at);
	if (intro === '&')
		return [reference(find, at), entity(find, at)].flatMap((spelled) => spelled ?? []);
	return [];
}

/** `%2f`, and the digits of others. */
function hex(find: Find, at: number, length: number): [Spelled] | undefined {
	const [text, end] = run(find, at, isHex, length);
	return text.length === length ? [[String.fromCharCode(parseInt(text, 16)), end]] : undefined;
}

/** `u002f`. */
function unicode(find: Find, at: number): [Spelled] | undefined {
	const mark = find(at, isU);
	return mark && hex(find, mark[1], 4);
}

/** `\u002f`, `\x2f`, `\u{2f}`, and a sign that stands for itself. */
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

/** A number, and the sign that closes it, which HTML does not insist on. */
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

/** Signs of one sort that follow each other, at most so many. */
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
