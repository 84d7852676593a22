import { sleep } from 'n8n-workflow';

/** Subjects remembered for one node; a busy site has a few thousand in an hour. */
const maxRemembered = 50_000;
/** How often what is over is let go, in milliseconds. */
const sweepIntervalMs = 60_000;

/** The last delivery about a call, request, deal or chat. */
interface Last {
	print: string;
	/** Time until which it is remembered, in milliseconds. */
	until: number;
}

/**
 * The last deliveries by node and by what they are about. In the memory of this process: n8n writes the data of a
 * workflow as a whole, and hundreds of deliveries at the same time would overwrite each other's.
 */
const places = new Map<string, Map<string, Last>>();

let isSweeping = false;

/**
 * Whether a delivery is the same as the last one about its subject in this place, which came less than `keepMs` ago.
 * A delivery that differs takes its place. `now` is in milliseconds.
 */
export function isRepeat(
	place: string,
	subject: string,
	print: string,
	keepMs: number,
	now: number,
): boolean {
	if (keepMs <= 0) return false;
	const known = places.get(place) ?? new Map<string, Last>();
	places.set(place, known);
	const last = known.get(subject);
	if (last && last.until > now && last.print === print) return true;
	known.delete(subject);
	makeRoom(known, now);
	known.set(subject, { print, until: now + keepMs });
	if (!isSweeping) void sweep();
	return false;
}

/** Forgets a delivery that n8n did not take, so that it may come again. */
export function forgetDelivery(place: string, subject: string, print: string): void {
	const known = places.get(place);
	if (known?.get(subject)?.print === print) known.delete(subject);
}

/** How many deliveries are remembered for all nodes. */
export function countRemembered(): number {
	return [...places.values()].reduce((sum, { size }) => sum + size, 0);
}

/** Lets go what is over, also of nodes to which nothing comes any more. */
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

/** The oldest come first, because what is renewed goes to the end. */
function makeRoom(known: Map<string, Last>, now: number): void {
	for (const [subject, { until }] of known) {
		if (until > now && known.size < maxRemembered) break;
		known.delete(subject);
	}
}
