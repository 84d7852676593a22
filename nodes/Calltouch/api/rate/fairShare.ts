import type { RequestOutcome, Start } from './slidingWindow';

/** Mean time between two turns, and after one that brought a place, in milliseconds; each is up to half shorter or longer. */
const turnMs = { usual: 6000, afterGain: 3000 };
/** By the number of places: how often a turn tries for one more, how often it leaves one, and how often a refused try does. */
const chances = [
	{ tries: 0.6, leaves: 0, leavesRefused: 0 },
	{ tries: 0.3, leaves: 0, leavesRefused: 0 },
	{ tries: 0.8, leaves: 0, leavesRefused: 0.8 },
	{ tries: 0.5, leaves: 0.4, leavesRefused: 1 },
];
/** So much more often after a try that was won. */
const afterWin = 2;
/** How long a try sends more, in milliseconds; it is won when so many of its requests were served, however late. */
const tryMs = 1600;
const servedToWin = 2;
/** How long the last place is still used after a second try has shown that it is the last, in milliseconds. */
const loanMs = 1000;
/** Others surely share the second when a request was refused within this time, in milliseconds. */
const sharedForMs = 20_000;

/** The stages of a turn: a try for one place, a try for a second one, and then the first may be used for a moment more. */
type Stage = 'none' | 'first' | 'second' | 'loan';

const extraPlaces: Record<Stage, number> = { none: 0, first: 1, second: 2, loan: 1 };

/**
 * Shares the places (starts per window) of an overfull second evenly. Whoever holds a place is not refused, and would
 * keep it until the end. So nobody takes the last place for good: a process keeps one more only if there are two, and
 * lends itself the last one for a moment. Whoever finds the second full although it holds more than one mostly leaves one.
 * The figures come from the simulation in test/support/rateWorlds.mts. Times are milliseconds of the process clock.
 */
export class FairShare {
	private count = 0;

	private turnAt = Infinity;

	private stage: Stage = 'none';

	private stageEnds = -Infinity;

	private served = 0;

	private starts = new WeakSet<Start>();

	private hasWon = false;

	private refusedAt = -Infinity;

	/** Returns how many of its places the process holds from now on. */
	places(now: number, count: number): number {
		this.count = count;
		if (this.turnAt === Infinity) this.planTurn(now, turnMs.usual);
		if (now < this.turnAt) return count;
		this.planTurn(now, turnMs.usual);
		this.end();
		const { tries = 0, leaves = 0 } = chances[count] ?? {};
		const isShared = now < this.refusedAt + sharedForMs;
		if (isShared && Math.random() < leaves) return count - 1;
		const isTrying = Math.random() < tries * (this.hasWon ? afterWin : 1);
		if (isTrying) this.begin('first', now + tryMs);
		return count;
	}

	/** Returns how many more starts than it has places a process may put into a window. */
	extra(now: number): number {
		return now < this.stageEnds ? extraPlaces[this.stage] : 0;
	}

	/** Registers a start. */
	started(start: Start, now: number): void {
		if (this.extra(now) > 0) this.starts.add(start);
	}

	/** Registers the end of a request, and returns by how many places the process has more; undefined if that was no try. */
	finished(start: Start, outcome: RequestOutcome, now: number): number | undefined {
		if (this.stage === 'none' || !this.starts.has(start)) return undefined;
		if (outcome === 'refused') return this.lose(now);
		if (outcome === 'served' && this.stage !== 'loan') this.served++;
		return this.served === servedToWin ? this.win(now) : undefined;
	}

	/** Registers that requests were refused beside any try. */
	refused(now: number): void {
		this.refusedAt = now;
		this.end();
	}

	/** Forgets what was planned, because nobody seems to share the second. */
	reset(): void {
		this.turnAt = Infinity;
		this.end();
	}

	private lose(now: number): number {
		const { stage } = this;
		this.refusedAt = now;
		if (stage === 'second') this.begin('loan', now + loanMs);
		else this.end();
		if (stage !== 'first') return 0;
		this.hasWon = false;
		const { leavesRefused = 0 } = chances[this.count] ?? {};
		return Math.random() < leavesRefused ? -1 : 0;
	}

	private win(now: number): number | undefined {
		this.hasWon = true;
		if (this.stage === 'first' && this.count > 0) {
			this.begin('second', now + tryMs);
			return undefined;
		}
		if (this.stage === 'second') this.planTurn(now, turnMs.afterGain);
		this.end();
		return 1;
	}

	private begin(stage: Stage, ends: number): void {
		this.stage = stage;
		this.stageEnds = ends;
		this.served = 0;
		if (stage !== 'loan') this.starts = new WeakSet();
	}

	private end(): void {
		this.begin('none', -Infinity);
	}

	private planTurn(now: number, ms: number): void {
		this.turnAt = now + ms * (0.5 + Math.random());
	}
}
