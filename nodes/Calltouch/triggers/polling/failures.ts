import { CalltouchError, type Cause } from '../../api/errors';

/** So long, in milliseconds, Calltouch may be away before somebody is told. */
const patienceMs = 15 * 60_000;
/** Pause between two messages about the same trouble. */
const repeatMs = 60 * 60_000;

/** Trouble that passes by itself. Everything else needs somebody to change something. */
const passing: Cause[] = ['unavailable', 'unreachable', 'rate-limited', 'bad-answer', 'canceled'];

interface Trouble {
	since: number;
	polls: number;
	toldAt?: number;
}

const troubles = new Map<string, Trouble>();

/**
 * Whether a failed poll is to show up as a failed execution: n8n makes one of every error, each minute, and runs the
 * error workflow. The next poll reads the same days again, so nothing is lost by keeping quiet.
 * `place` names the node; `now` is in milliseconds.
 */
export function isWorthTelling(place: string, error: unknown, now: number): boolean {
	const trouble = troubles.get(place) ?? { since: now, polls: 0 };
	troubles.set(place, trouble);
	trouble.polls++;
	if (trouble.toldAt !== undefined && now - trouble.toldAt < repeatMs) return false;
	const isPassing = error instanceof CalltouchError && passing.includes(error.reason);
	if (isPassing ? now - trouble.since < patienceMs : trouble.polls < 2) return false;
	trouble.toldAt = now;
	return true;
}

/** A poll went well. */
export function forgetTrouble(place: string): void {
	troubles.delete(place);
}
