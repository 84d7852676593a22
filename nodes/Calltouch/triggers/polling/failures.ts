import { CalltouchError, type Cause } from '../../api/errors';
import type { NodeState } from './nodeStates';

/** So long, in milliseconds, Calltouch may be away before somebody is told. */
const patienceMs = 15 * 60_000;
/** Pause between two messages about the same trouble. */
const repeatMs = 60 * 60_000;

/** Trouble that passes by itself. Everything else needs somebody to change something. */
const transientCauses: Cause[] = [
	'unavailable',
	'unreachable',
	'rate-limited',
	'bad-answer',
	'canceled',
];

/**
 * Whether a failed poll is to show up as a failed execution: n8n makes one of every error, each minute, and runs the
 * error workflow. The next poll reads the same days again, so nothing is lost by keeping quiet. `now` is in
 * milliseconds.
 */
export function isWorthTelling(state: NodeState, error: unknown, now: number): boolean {
	const trouble = (state.trouble ??= { since: now, polls: 0 });
	trouble.polls++;
	if (trouble.toldAt !== undefined && now - trouble.toldAt < repeatMs) return false;
	const isPassing = error instanceof CalltouchError && transientCauses.includes(error.reason);
	if (isPassing ? now - trouble.since < patienceMs : trouble.polls < 2) return false;
	trouble.toldAt = now;
	return true;
}
