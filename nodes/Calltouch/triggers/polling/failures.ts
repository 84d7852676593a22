import { CalltouchError, type Cause } from '../../api/errors';
import type { NodeState } from './processStates';

/** How long Calltouch may be unavailable before anyone is told. */
const patienceMs = 15 * 60_000;
/** Minimum time between two messages about the same trouble. */
const repeatMs = 60 * 60_000;

/** Causes that go away by themselves. All others need somebody to change something. */
const transientCauses: Cause[] = ['unavailable', 'unreachable', 'rate-limited', 'bad-answer'];

/**
 * Whether a failed poll should become a failed execution: n8n creates one for every error, every minute, and runs the
 * error workflow. The next poll reads the same days again, so staying quiet loses nothing. `now` is in milliseconds.
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

/** Pause between two messages about what limits a trigger that works. */
const noticeMs = 24 * 60 * 60_000;

/** Whether it is time to show what limits a trigger as a failed execution. `now` is in milliseconds. */
export function isNoticeDue(state: NodeState, now: number): boolean {
	if (state.noticedAt !== undefined && now - state.noticedAt < noticeMs) return false;
	state.noticedAt = now;
	return true;
}
