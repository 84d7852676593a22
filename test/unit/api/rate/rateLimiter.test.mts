import { afterEach, describe, expect, it, vi } from 'vitest';
import { AdaptiveRate } from '../../../../nodes/Calltouch/api/rate/adaptiveRate';
import { AnswerTimes } from '../../../../nodes/Calltouch/api/rate/answerTimes';
import { RateLimiter } from '../../../../nodes/Calltouch/api/rate/rateLimiter';

afterEach(() => void vi.restoreAllMocks());

/** Seconds until the rate is so high again. */
function secondsTo(rate: AdaptiveRate, perSecond: number): number {
	let seconds = 0;
	while (rate.perSecond(seconds * 1000) < perSecond) seconds++;
	return seconds;
}

describe('AdaptiveRate', () => {
	it('is the limit of Calltouch until a request is refused', () => {
		const rate = new AdaptiveRate();
		expect([0, 1000, 3_600_000].map((now) => rate.perSecond(now))).toEqual([5, 5, 5]);
	});

	it('falls to what got through, and to two fifths at most by all of a crowd', () => {
		const rate = new AdaptiveRate();
		rate.refused(0, 4);
		expect(rate.perSecond(0)).toBe(4);
		for (const through of [3, 2, 1, 0]) rate.refused(500, through);
		expect(rate.perSecond(0)).toBe(2);
	});

	it('gives more than was refused when others surely share, in proportion to what it has', () => {
		const rate = new AdaptiveRate();
		rate.refused(0, 3);
		rate.refused(1100, 2);
		expect(rate.perSecond(1100)).toBeLessThan(2);
	});

	it('is slower after each crowd, and never stops', () => {
		const rate = new AdaptiveRate();
		const rates = Array.from({ length: 30 }, (_, crowd) => {
			rate.refused(crowd * 1100, 1);
			return rate.perSecond(crowd * 1100);
		});
		expect(rates.slice(0, 5)).toEqual([...rates.slice(0, 5)].sort((a, b) => b - a));
		expect(Math.min(...rates)).toBeGreaterThan(0.19);
	});

	it('comes back more slowly the more was lost lately', () => {
		const accident = new AdaptiveRate();
		accident.refused(0, 4);
		const shared = new AdaptiveRate();
		shared.refused(0, 2);
		expect(secondsTo(shared, 3)).toBeGreaterThan(2 * secondsTo(accident, 5));
	});

	it('asks for one pause in a crowd, of another length each time', () => {
		const pauses = Array.from({ length: 20 }, () => {
			const rate = new AdaptiveRate();
			const pause = rate.refused(0, 4);
			expect(rate.refused(1000, 3)).toBe(0);
			return pause;
		});
		expect(new Set(pauses).size).toBeGreaterThan(10);
		expect(Math.min(...pauses)).toBeGreaterThan(0);
		expect(Math.max(...pauses)).toBeLessThan(1600);
	});

	it('is back at the limit soon after an accident, and after two minutes when it was very low', () => {
		const rate = new AdaptiveRate();
		rate.refused(0, 4);
		expect(secondsTo(rate, 5)).toBeLessThan(20);
		for (let crowd = 1; crowd < 30; crowd++) rate.refused(crowd * 1100, 0);
		expect(secondsTo(rate, 5) - 33).toBeLessThan(180);
	});
});

describe('AnswerTimes', () => {
	/** Times spread evenly around a mean. */
	function known(mean: number, spread: number): AnswerTimes {
		const times = new AnswerTimes();
		for (let index = 0; index < 60; index++)
			times.add(mean + spread * (((index * 7) % 11) / 5 - 1));
		return times;
	}

	it('sees how much times differ', () => {
		expect(known(300, 0).spread).toBeLessThan(1);
		expect(known(300, 30).spread).toBeGreaterThan(30);
		expect(known(300, 30).spread).toBeLessThan(90);
	});

	it('knows what is late, once it knows a time', () => {
		expect(new AnswerTimes().isLate(60_000)).toBe(false);
		expect(known(300, 30).isLate(350)).toBe(false);
		expect(known(300, 30).isLate(1000)).toBe(true);
		expect(known(2000, 300).isLate(2500)).toBe(false);
	});

	it('hardly learns from a line that stood still', () => {
		const times = known(300, 10);
		for (let index = 0; index < 5; index++) times.add(1800);
		expect(times.isLate(1500)).toBe(true);
	});

	it('learns that a server became slower', () => {
		const times = known(300, 10);
		for (let index = 0; index < 60; index++) times.add(2000);
		expect(times.isLate(2050)).toBe(false);
	});
});

describe('RateLimiter', () => {
	/** Starts as many requests as may start, each answered after so long, and gives their times. */
	function starts(limiter: RateLimiter, from: number, to: number, answerMs: number[]): number[] {
		const times: number[] = [];
		for (let now = from; now < to; now = Math.max(now + 1, limiter.opensAt(now))) {
			if (limiter.opensAt(now) > now) continue;
			const start = limiter.start(now);
			const time = answerMs[times.length % answerMs.length] ?? 0;
			// Handed in at once: the limiter sees only the difference.
			limiter.finish(start, 'served', now + time);
			times.push(now);
		}
		return times;
	}

	const windows = (times: number[]) =>
		times.slice(5).map((time, index) => time - (times[index] ?? 0));

	it('leaves little more than a second where answers are even', () => {
		const lengths = windows(starts(new RateLimiter(), 0, 20_000, [300]));
		expect(Math.min(...lengths)).toBeGreaterThan(1000);
		expect(Math.max(...lengths)).toBeLessThan(1040);
	});

	it('leaves more where they are not, but not without end', () => {
		const lengths = windows(starts(new RateLimiter(), 0, 20_000, [300, 360, 310, 350])).slice(5);
		expect(Math.min(...lengths)).toBeGreaterThan(1030);
		const wild = windows(starts(new RateLimiter(), 0, 20_000, [300, 3000, 900])).slice(5);
		expect(Math.max(...wild)).toBeLessThan(1130);
	});

	it('spaces starts evenly when the rate is low, so that others find gaps', () => {
		const limiter = new RateLimiter();
		starts(limiter, 0, 5000, [300]);
		for (let now = 6000; now < 6005; now++) limiter.finish(limiter.start(now), 'refused', now + 5);
		const times = starts(limiter, 8000, 10_000, [300]);
		const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThan(250);
	});

	it('keeps the rate when the line stood still, and waits until the second is over', () => {
		const limiter = new RateLimiter();
		starts(limiter, 0, 5000, [300]);
		const [held, refused] = [limiter.start(6000), limiter.start(6900)];
		limiter.finish(refused, 'refused', 7000);
		limiter.finish(held, 'served', 7300);
		expect(limiter.opensAt(7300)).toBeGreaterThan(7990);
		expect(windows(starts(limiter, 9000, 12_000, [300]))[0]).toBeLessThan(1100);
	});

	it('does not take one request that hangs for a line that stands still', () => {
		const limiter = new RateLimiter();
		limiter.start(0);
		starts(limiter, 10, 5000, [300]);
		for (let now = 6000; now < 6005; now++) limiter.finish(limiter.start(now), 'refused', now + 5);
		const times = starts(limiter, 8000, 10_000, [300]);
		expect(times.length).toBeLessThan(8);
	});
});
