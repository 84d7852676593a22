/** Deliveries remembered for one node; a busy site sends a few thousand in an hour. */
const mostRemembered = 50_000;
/** A field that tells when a delivery was sent, and differs in a repeat. */
const changing = new Set(['sendingTimestamp']);

/**
 * Deliveries that came lately, by node, with the time until which they are remembered, in milliseconds. In the memory
 * of this process: n8n writes the data of a workflow as a whole, and hundreds of deliveries at the same time would
 * overwrite each other's.
 */
const lately = new Map<string, Map<string, number>>();

/**
 * Whether the same delivery came to this place before, less than `keepMs` ago. `now` is in milliseconds.
 */
export function isRepeat(
	place: string,
	fields: Record<string, unknown>,
	keepMs: number,
	now: number,
): boolean {
	if (keepMs <= 0) return false;
	const known = lately.get(place) ?? new Map<string, number>();
	lately.set(place, known);
	for (const [key, until] of known) {
		if (until > now && known.size < mostRemembered) break;
		known.delete(key);
	}
	const key = fingerprint(fields);
	const until = known.get(key);
	if (until !== undefined && until > now) return true;
	known.delete(key);
	known.set(key, now + keepMs);
	return false;
}

/** The same text for the same fields in any order: 64 bits of FNV-1a, and the length. */
function fingerprint(fields: Record<string, unknown>): string {
	const entries = Object.entries(fields).filter(([name]) => !changing.has(name));
	entries.sort(([one], [other]) => (one < other ? -1 : 1));
	const bytes = new TextEncoder().encode(JSON.stringify(entries));
	let hash = 0xcbf29ce484222325n;
	for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
	return `${hash.toString(36)}-${bytes.length}`;
}
