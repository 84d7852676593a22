const capitals = new Set(['id', 'ip', 'os', 'url', 'utm', 'sip', 'dcm']);

/** The label of a key: `utmSource` → `UTM Source`, `callId` → `Call ID`. */
export function fieldLabel(key: string): string {
	return key
		.split(/(?=[A-Z])/)
		.map((word) =>
			capitals.has(word.toLowerCase())
				? word.toUpperCase()
				: word.charAt(0).toUpperCase() + word.slice(1),
		)
		.join(' ');
}
