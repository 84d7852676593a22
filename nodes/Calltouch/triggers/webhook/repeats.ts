import { sleep } from 'n8n-workflow';

/** Subjects remembered per node; a busy site has a few thousand in an hour. */
const maxRemembered = 50_000;
/** How often expired entries are removed. */
const sweepIntervalMs = 60_000;

/** A delivery of a request that n8n may not have answered yet. */
interface Received {
	print: string;
	/** Whether n8n has accepted it. */
	isAccepted: Promise<boolean>;
}

/** The last delivery about a call, request, deal or chat. */
interface Last extends Received {
	/** Time until which it is remembered, in milliseconds. */
	until: number;
}

/**
 * The last deliveries by node and subject. Kept in process memory: n8n writes static data as a whole, so hundreds of
 * simultaneous deliveries would overwrite each other's.
 */
const places = new Map<string, Map<string, Last>>();

let isSweeping = false;

/**
 * If a delivery equals the last one about its subject in this place, received less than `keepMs` ago, returns whether
 * n8n has accepted that one. Otherwise it replaces that one, and undefined is returned. `now` is in milliseconds.
 */
export function repeatedOf(
	place: string,
	subject: string,
	received: Received,
	keepMs: number,
	now: number,
): Promise<boolean> | undefined {
	if (keepMs <= 0) return undefined;
	const known = places.get(place) ?? new Map<string, Last>();
	places.set(place, known);
	const last = known.get(subject);
	if (last && last.until > now && last.print === received.print) return last.isAccepted;
	known.delete(subject);
	makeRoom(known, now);
	known.set(subject, { ...received, until: now + keepMs });
	if (!isSweeping) void sweep();
	return undefined;
}

/** Forgets a delivery that n8n did not accept, so that it may be sent again. */
export function forgetDelivery(place: string, subject: string, print: string): void {
	const known = places.get(place);
	if (known?.get(subject)?.print === print) known.delete(subject);
}

/** Returns how many deliveries are remembered for all nodes. */
export function countRemembered(): number {
	return [...places.values()].reduce((sum, { size }) => sum + size, 0);
}

/** Removes expired entries, also of nodes that receive nothing any more. */
async function sweep(): Promise<void> {
	isSweeping = true;
	while (places.size > 0) {
		await sleep(sweepIntervalMs);
		for (const [place, known] of places) {
			for (const [subject, { until }] of known) if (until <= Date.now()) known.delete(subject);
			if (known.size === 0) places.delete(place);
		}
	}
	isSweeping = false;
}

/** The oldest come first, because renewed entries move to the end. */
function makeRoom(known: Map<string, Last>, now: number): void {
	for (const [subject, { until }] of known) {
		if (until > now && known.size < maxRemembered) break;
		known.delete(subject);
	}
}
