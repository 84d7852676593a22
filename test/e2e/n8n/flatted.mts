/** Reads the "flatted" text in which n8n keeps the data of an execution: a list in which texts point to places. */
export function readFlatted(text: string): unknown {
	const places = JSON.parse(text) as unknown[];
	const built = new Map<number, unknown>();
	const at = (place: number): unknown => {
		const value = places[place];
		if (typeof value !== 'object' || value === null) return value;
		if (built.has(place)) return built.get(place);
		const copy = (Array.isArray(value) ? [] : {}) as Record<string, unknown>;
		built.set(place, copy);
		for (const [key, pointer] of Object.entries(value)) {
			const child: unknown = typeof pointer === 'string' ? at(Number(pointer)) : pointer;
			Object.defineProperty(copy, key, { value: child, enumerable: true });
		}
		return copy;
	};
	return at(0);
}
