/** 64 signs that JSON writes as they are: the first half ends a number, the second half goes on with it. */
export const signs = '0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~!*';
const half = 32;
const values = new Map(Array.from(signs, (sign, value) => [sign, value]));
const plainNumber = /^(?:0|[1-9]\d*)$/;
const safeDigits = 15;

/**
 * Writes ids as a short text: sorted, each as its distance from the one before, five bits a sign. Those that are too
 * wide for a JavaScript number, or no plain numbers, follow as they are. The ids of 100,000 calls a month take two to
 * three signs each.
 */
export function packIds(ids: Iterable<string>): string {
	const numbers: number[] = [];
	const others: string[] = [];
	for (const id of new Set(ids)) {
		if (isPlainId(id)) numbers.push(Number(id));
		else others.push(encodeURIComponent(id));
	}
	const sorted = Float64Array.from(numbers).sort();
	let before = 0;
	let text = '';
	for (const number of sorted) {
		text += packNumber(number - before);
		before = number;
	}
	return [text, ...others].join(' ');
}

/** The ids of a text that `packIds` wrote. */
export function unpackIds(text: string): string[] {
	const [packed = '', ...others] = text.split(' ');
	const ids: string[] = [];
	const reader = new SignReader(packed);
	for (let id = 0; !reader.isDone; ids.push(String(id))) id += reader.number();
	return [...ids, ...others.map(decodeURIComponent)];
}

/** Whether an id is a number that fits into one of JavaScript. */
export function isPlainId(id: string): boolean {
	return id.length <= safeDigits && plainNumber.test(id);
}

/** Writes a whole number from 0, five bits a sign. */
export function packNumber(number: number): string {
	let text = '';
	let rest = number;
	for (; rest >= half; rest = Math.floor(rest / half)) text += signs[(rest % half) + half];
	return text + signs[rest];
}

/** Reads what was written sign by sign. */
export class SignReader {
	private at = 0;

	constructor(private readonly text: string) {}

	get isDone(): boolean {
		return this.at >= this.text.length;
	}

	/** A number of `packNumber`. */
	number(): number {
		let number = 0;
		for (let weight = 1; ; weight *= half) {
			const value = values.get(this.text[this.at++] ?? '') ?? 0;
			number += (value % half) * weight;
			if (value < half) return number;
		}
	}

	/** So many signs as they stand. */
	take(count: number): string {
		const from = this.at;
		this.at += count;
		return this.text.slice(from, this.at);
	}
}
