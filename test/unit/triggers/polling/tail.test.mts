import { describe, expect, it } from 'vitest';
import { isFullReadingDue, type Tail } from '../../../../nodes/Calltouch/triggers/polling/tail';

const now = 1_700_000_000;
const tail = (isBehind: boolean, fullReadingAt: number): Tail => ({
	from: '2025-12-30',
	to: '2025-12-31',
	newestFirst: true,
	total: 5000,
	page: 1,
	anchor: '1',
	isBehind,
	fullReadingAt,
});

describe('a full reading of a long journal', () => {
	it.each([
		['its time has come', true, now, true],
		['its time has not come', true, now + 60, false],
		['nothing has changed before the tail', false, now - 60, false],
		['one record may have taken the place of another for long', false, now - 46 * 60, true],
		['the clock was ahead when the tail was made, and went back', true, now + 4600, true],
		['the clock was ahead, and nothing has changed', false, now + 4600, true],
	])('when %s', (_, isBehind, fullReadingAt, isDue) => {
		expect(isFullReadingDue(tail(isBehind, fullReadingAt), now)).toBe(isDue);
	});
});
