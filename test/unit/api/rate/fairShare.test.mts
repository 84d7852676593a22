import { afterEach, describe, expect, it, vi } from 'vitest';
import { AdaptiveRate } from '../../../../nodes/Calltouch/api/rate/adaptiveRate';
import { RateLimiter } from '../../../../nodes/Calltouch/api/rate/rateLimiter';
import { FairShare } from '../../../../nodes/Calltouch/api/rate/fairShare';

afterEach(() => void vi.restoreAllMocks());

/** The longest time between two turns. */
const nextTurn = 9500;

const chance = (value: number) => vi.spyOn(Math, 'random').mockReturnValue(value);

/** A process that just had its turn with so many places, in which all chances fell so. */
function afterTurn(count: number, value: number) {
	chance(value);
	const fairShare = new FairShare();
	fairShare.refused(0);
	expect(fairShare.places(0, count)).toBe(count);
	return { fairShare, places: fairShare.places(nextTurn, count) };
}

/** Starts a request at a time and ends it 100 ms later. */
function send(fairShare: FairShare, outcome: 'served' | 'refused' | 'lost', now: number) {
	const start = { at: now };
	fairShare.started(start, now);
	return fairShare.finished(start, outcome, now + 100);
}

describe('FairShare', () => {
	it('changes nothing until the first turn', () => {
		const fairShare = new FairShare();
		expect([0, 1000, 2900].map((now) => fairShare.places(now, 3))).toEqual([3, 3, 3]);
		expect(fairShare.extra(2900)).toBe(0);
	});

	it.each([
		[0, 1],
		[1, 1],
		[2, 1],
		[4, 0],
	])('of who has %i places tries for %i more', (count, extra) => {
		const { fairShare, places } = afterTurn(count, 0.1);
		expect(places).toBe(count);
		expect(fairShare.extra(nextTurn)).toBe(extra);
	});

	it('of who has three sometimes leaves one', () => {
		expect(afterTurn(3, 0.1).places).toBe(2);
		expect(afterTurn(3, 0.45).places).toBe(3);
	});

	it('leaves nothing when nobody was refused for long', () => {
		chance(0.1);
		const fairShare = new FairShare();
		fairShare.refused(0);
		expect(fairShare.places(0, 3)).toBe(3);
		expect(fairShare.places(21_000, 3)).toBe(3);
		expect(fairShare.extra(21_000)).toBe(1);
	});

	it('wins a try also by answers that come after it', () => {
		const { fairShare } = afterTurn(1, 0.1);
		const starts = [0, 500].map((after) => ({ at: nextTurn + after }));
		for (const start of starts) fairShare.started(start, start.at);
		expect(fairShare.extra(nextTurn + 1700)).toBe(0);
		for (const start of starts) fairShare.finished(start, 'served', start.at + 2000);
		expect(fairShare.extra(nextTurn + 2600)).toBe(2);
	});

	// Otherwise it would give up a place that the refusal has taken already.
	it('ends a try when a request beside it is refused', () => {
		const { fairShare } = afterTurn(1, 0.1);
		fairShare.refused(nextTurn + 100);
		expect(fairShare.extra(nextTurn + 200)).toBe(0);
	});

	it('sometimes changes nothing', () => {
		for (const count of [0, 1, 2, 3, 4]) {
			const { fairShare, places } = afterTurn(count, 0.95);
			expect([places, fairShare.extra(nextTurn)]).toEqual([count, 0]);
		}
	});

	it('keeps one more place only when there are two', () => {
		const { fairShare } = afterTurn(1, 0.1);
		expect(send(fairShare, 'served', nextTurn)).toBeUndefined();
		expect(send(fairShare, 'lost', nextTurn + 200)).toBeUndefined();
		expect(send(fairShare, 'served', nextTurn + 400)).toBeUndefined();
		expect(fairShare.extra(nextTurn + 600)).toBe(2);
		expect(send(fairShare, 'served', nextTurn + 600)).toBeUndefined();
		expect(send(fairShare, 'served', nextTurn + 800)).toBe(1);
		expect(fairShare.extra(nextTurn + 1000)).toBe(0);
	});

	it('borrows the last place for a second, and then leaves it', () => {
		const { fairShare } = afterTurn(1, 0.1);
		for (const after of [0, 400]) send(fairShare, 'served', nextTurn + after);
		expect(send(fairShare, 'refused', nextTurn + 600)).toBe(0);
		expect(fairShare.extra(nextTurn + 1600)).toBe(1);
		expect(fairShare.extra(nextTurn + 1800)).toBe(0);
	});

	it('leaves the borrowed place also when the second try shows nothing', () => {
		const { fairShare } = afterTurn(1, 0.1);
		for (const after of [0, 400]) send(fairShare, 'served', nextTurn + after);
		expect(fairShare.extra(nextTurn + 2000)).toBe(2);
		expect(fairShare.extra(nextTurn + 2200)).toBe(0);
	});

	it('gives the first place to who has none', () => {
		const { fairShare } = afterTurn(0, 0.1);
		send(fairShare, 'served', nextTurn);
		expect(send(fairShare, 'served', nextTurn + 200)).toBe(1);
	});

	it.each([
		[1, 0],
		[2, -1],
		[3, -1],
	])('of who has %i places changes them by %i when the second is full', (count, change) => {
		const { fairShare } = afterTurn(count, 0.45 / (count === 1 ? 3 : 1));
		expect(send(fairShare, 'refused', nextTurn)).toBe(change);
		expect(fairShare.extra(nextTurn + 200)).toBe(0);
	});

	it('knows nothing of a request that began before the try, or ends after it', () => {
		const { fairShare } = afterTurn(1, 0.1);
		expect(fairShare.finished({ at: 0 }, 'refused', nextTurn + 100)).toBeUndefined();
		const late = { at: nextTurn + 200 };
		fairShare.started(late, nextTurn + 200);
		expect(send(fairShare, 'refused', nextTurn + 300)).toBe(0);
		expect(fairShare.finished(late, 'refused', nextTurn + 500)).toBeUndefined();
	});

	it('begins anew after a time alone', () => {
		const { fairShare } = afterTurn(1, 0.1);
		fairShare.reset();
		expect(fairShare.extra(nextTurn)).toBe(0);
		expect(fairShare.places(nextTurn + 60_000, 3)).toBe(3);
	});
});

describe('RateLimiter, beside others', () => {
	/** When a process that was refused four times at first, and so has no whole place, has its turn. */
	const turnAt = 6000;

	/** Starts of six seconds from that turn on; those of the first two seconds end so, all others are served. */
	function startsAfter(outcome: 'served' | 'refused' | 'lost'): number {
		chance(0.1);
		const limiter = new RateLimiter();
		for (const now of [0, 1100, 2200, 3300]) {
			limiter.finish(limiter.start(now), 'refused', now + 10);
			limiter.opensAt(now + 10);
		}
		let starts = 0;
		for (let now = turnAt; now < turnAt + 6000; now += 10) {
			if (limiter.opensAt(now) > now) continue;
			limiter.finish(limiter.start(now), now < turnAt + 2000 ? outcome : 'served', now);
			starts++;
		}
		return starts;
	}

	it('has more after a try that was won', () => {
		expect(startsAfter('served')).toBeGreaterThan(startsAfter('refused') + 2);
	});

	it('is not slowed down by a try that failed', () => {
		const refused = vi.spyOn(AdaptiveRate.prototype, 'refused');
		startsAfter('refused');
		// By the crowds at the beginning only.
		expect(refused).toHaveBeenCalledTimes(4);
	});
});
