/** Two hashes of a text, 32 bits each, of the kind of FNV-1a. */
export function lanes(text: string): [first: number, second: number] {
	let [first, second] = [0x811c9dc5, 0x1000193];
	for (let at = 0; at < text.length; at++) {
		const sign = text.charCodeAt(at);
		first = Math.imul(first ^ sign, 0x1000193);
		second = Math.imul(second ^ sign, 0x85ebca6b);
		second ^= second >>> 15;
	}
	return [first >>> 0, second >>> 0];
}
