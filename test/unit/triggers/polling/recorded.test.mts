import { describe, expect, it } from 'vitest';
import { CalltouchError, type Cause } from '../../../../nodes/Calltouch/api/errors';
import type { Entry, Poll } from '../../../../nodes/Calltouch/triggers/polling/journal';
import { untilRecorded, type Asked } from '../../../../nodes/Calltouch/triggers/polling/recorded';

const minute = 60;
const hour = 3600;
const ended = Date.parse('2025-12-31T12:00:00Z') / 1000;

/** Calls that are not recorded yet; ids from 1. */
function callsOf(count: number, recordedAfter = ended): Entry[] {
	return Array.from({ length: count }, (_, at) => ({
		id: String(at + 1),
		at: recordedAfter - minute,
		ended: true,
		recordedAfter,
		json: () => ({}),
	}));
}

interface Setting {
	asked?: Asked;
	maxWait?: number;
	scope?: string;
	isOver?: () => boolean;
}

type Answer = boolean | Error;

/** One poll at a time; gives the calls that it asked about and those that need not be waited for any more. */
async function settleAt(
	now: number,
	calls: Entry[],
	answer: (id: string) => Answer,
	{ asked = new Map(), maxWait = hour, scope = 'newCall:1', isOver = () => false }: Setting = {},
) {
	const ids: string[] = [];
	const ask = async (id: string) => {
		ids.push(id);
		const given = answer(id);
		return given instanceof Error ? await Promise.reject(given) : await Promise.resolve(given);
	};
	const rules = { noun: 'call', scope, view: '{}', zone: 'UTC', lookback: 24 * hour };
	const journal: Poll['journal'] = {
		async *read() {
			yield calls;
		},
	};
	const poll = untilRecorded({ journal, rules, now, isOver }, { maxWait, asked, ask });
	const marked: Entry[] = [];
	for await (const page of poll.journal.read({ from: '', to: '' })) marked.push(...page);
	const open = marked.filter((entry) => !entry.ended);
	const settled = await poll.settle?.(open);
	return { ids, settled: settled?.entries.map(({ id }) => id), open, notice: settled?.notice };
}

const trouble = (reason: Cause) => new CalltouchError(reason, `No luck: ${reason}`);

describe('a call that waits for its recording', () => {
	it('is asked about at distances that grow with its age, and not after the wait', async () => {
		const asked: Asked = new Map();
		const minutes: number[] = [];
		for (let now = 0; now <= 120; now++) {
			const { ids } = await settleAt(ended + now * minute, callsOf(1), () => false, { asked });
			if (ids.length > 0) minutes.push(now);
		}
		expect(minutes).toEqual([0, 1, 2, 3, 5, 8, 12, 18, 27, 41]);
		expect(asked.size).toBe(0);
	});

	it('is not asked about again once its recording was there', async () => {
		const asked: Asked = new Map();
		const first = await settleAt(ended + minute, callsOf(1), () => true, { asked });
		expect(first).toMatchObject({ ids: ['1'], settled: ['1'] });
		// As if n8n had thrown the result away.
		const second = await settleAt(ended + 2 * minute, callsOf(1), () => true, { asked });
		expect(second).toMatchObject({ ids: [], open: [] });
		const elsewhere = { asked, scope: 'newCall:2' };
		const third = await settleAt(ended + 2 * minute, callsOf(1), () => true, elsewhere);
		expect(third.ids).toEqual(['1']);
	});

	it('is asked about once more in the same poll when the rate was refused', async () => {
		const answers: Answer[] = [trouble('rate-limited'), true];
		const { ids, settled } = await settleAt(ended, callsOf(1), () => answers.shift() ?? false);
		expect([ids, settled]).toEqual([['1', '1'], ['1']]);
	});

	it.each(['rate-limited', 'unreachable', 'unavailable', 'bad-answer'] as const)(
		'is asked about in the next poll after an answer that is %s, and then at growing distances',
		async (reason) => {
			const asked: Asked = new Map();
			const minutes: number[] = [];
			for (let now = 10; now <= 60; now++) {
				const answer = () => trouble(reason);
				const { ids } = await settleAt(ended + now * minute, callsOf(1), answer, { asked });
				if (ids.length > 0) minutes.push(now);
			}
			expect(minutes).toEqual([10, 11, 17, 26, 39, 59]);
		},
	);

	it('comes in the next poll when the line broke once, however long it has waited', async () => {
		const asked: Asked = new Map();
		await settleAt(ended + 30 * minute, callsOf(1), () => false, { asked });
		const breaks = () => trouble('unreachable');
		const broken = await settleAt(ended + 45 * minute, callsOf(1), breaks, { asked });
		expect(broken).toMatchObject({ ids: ['1'], settled: [] });
		const next = await settleAt(ended + 46 * minute, callsOf(1), () => true, { asked });
		expect(next.settled).toEqual(['1']);
	});

	it.each([
		['it can have no recording', undefined, []],
		['its wait is over', ended - hour, []],
		['its wait is not over', ended - hour + 1, ['1']],
		['our clock is some minutes behind', ended + 5 * minute, ['1']],
		['its end is a mistake', ended + 30 * 24 * hour, []],
	])('counts as ended or not when %s', async (_, recordedAfter, waiting) => {
		const calls = callsOf(1).map((call) => ({ ...call, recordedAfter }));
		const { ids, open } = await settleAt(ended, calls, () => false);
		expect([ids, open.map(({ id }) => id)]).toEqual([waiting, waiting]);
	});

	it('is asked about at once when our clock has gone back', async () => {
		const asked: Asked = new Map([
			['newCall:1:1', { at: ended + 30 * minute, isSettled: false, hasFailed: false }],
		]);
		const { ids } = await settleAt(ended + minute, callsOf(1), () => false, { asked });
		expect(ids).toEqual(['1']);
	});
});

describe('many calls that wait', () => {
	it('are asked about 300 in a poll, those that are due longest first', async () => {
		const asked: Asked = new Map();
		const old = callsOf(400, ended - 10 * minute);
		const fresh = callsOf(500).slice(400);
		const all = [...fresh, ...old];
		const first = await settleAt(ended, all, () => false, { asked });
		expect(first.ids).toEqual(old.slice(0, 300).map(({ id }) => id));
		const second = await settleAt(ended + minute, all, () => false, { asked });
		expect(second.ids).toEqual([...old.slice(300), ...fresh].map(({ id }) => id));
	});

	it('are left alone after a refusal of the account, which is told', async () => {
		const { ids, notice, settled } = await settleAt(ended, callsOf(50), () =>
			trouble('refused-credential'),
		);
		expect(ids.length).toBeLessThanOrEqual(8);
		expect(settled).toEqual([]);
		expect(notice?.message).toBe(
			'Recordings are refused, so calls come without them when the wait is over: No luck: refused-credential',
		);
	});

	it.each(['rate-limited', 'unreachable', 'unavailable', 'bad-answer', 'not-there'] as const)(
		'are left alone for this poll after five answers in a row that are %s',
		async (reason) => {
			const { ids, notice } = await settleAt(ended, callsOf(50), () => trouble(reason));
			const calls = new Set(ids).size;
			expect(calls).toBeGreaterThanOrEqual(5);
			expect(calls).toBeLessThanOrEqual(12);
			expect(ids.length).toBeLessThanOrEqual(reason === 'rate-limited' ? 2 * calls : calls);
			expect(notice).toBeUndefined();
		},
	);

	it('are all asked about when some answers fail', async () => {
		const isOdd = (id: string) => Number(id) % 2 === 1;
		const answer = (id: string) => (isOdd(id) ? trouble('unavailable') : true);
		const { ids, settled } = await settleAt(ended, callsOf(50), answer);
		expect(ids).toHaveLength(50);
		expect(settled).toEqual(ids.filter((id) => !isOdd(id)));
	});

	it('are asked about before those whose answers failed in the poll before', async () => {
		const asked: Asked = new Map();
		const isBroken = (id: string) => Number(id) <= 5;
		const answer = (id: string) => (isBroken(id) ? trouble('unavailable') : true);
		await settleAt(ended, callsOf(5), answer, { asked });
		const { ids, settled } = await settleAt(ended + minute, callsOf(20), answer, { asked });
		expect(settled).toHaveLength(15);
		expect(ids.slice(0, 15).some(isBroken)).toBe(false);
	});

	it('are left to the next poll when the time is over', async () => {
		const asked: Asked = new Map();
		let answers = 0;
		const isOver = () => answers >= 10;
		const answer = () => (++answers >= 10 ? trouble('canceled') : true);
		const first = await settleAt(ended, callsOf(50), answer, { asked, isOver });
		expect(first.settled).toHaveLength(9);
		const second = await settleAt(ended + 1, callsOf(50), () => true, { asked });
		expect(second.settled).toHaveLength(41);
	});
});
