/** 64 signs that JSON writes as they are: the first half ends a number, the second half goes on with it. */
const signs = '0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~!*';
const half = 32n;
const plainNumber = /^(?:0|[1-9]\d{0,29})$/;

/**
 * Writes ids as a short text: sorted, each as its distance from the one before, five bits a sign.
 * Ids that are no plain numbers follow as they are. The ids of 100,000 calls a month take two to three signs each.
 */
export function packIds(ids: Iterable<string>): string {
	const numbers: bigint[] = [];
	const others: string[] = [];
	for (const id of new Set(ids)) {
		if (plainNumber.test(id)) numbers.push(BigInt(id));
		else others.push(encodeURIComponent(id));
	}
	numbers.sort((one, other) => (one < other ? -1 : 1));
	let before = 0n;
	let text = '';
	for (const number of numbers) {
		text += packNumber(number - before);
		before = number;
	}
	return [text, ...others].join(' ');
}

/** The ids of a text that `packIds` wrote. */
export function unpackIds(text: string): string[] {
	const [packed = '', ...others] = text.split(' ');
	const ids: string[] = [];
	let id = 0n;
	let distance = 0n;
	let shift = 0n;
	for (const sign of packed) {
		const value = BigInt(signs.indexOf(sign));
		distance |= (value % half) << shift;
		shift += 5n;
		if (value >= half) continue;
		id += distance;
		ids.push(String(id));
		distance = 0n;
		shift = 0n;
	}
	return [...ids, ...others.map(decodeURIComponent)];
}

function packNumber(number: bigint): string {
	let text = '';
	let rest = number;
	for (; rest >= half; rest /= half) text += signs[Number((rest % half) + half)];
	return text + signs[Number(rest)];
}
