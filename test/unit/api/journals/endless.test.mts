import { describe, expect, it } from 'vitest';
import { calls } from '../../../../nodes/Calltouch/api/journals/calls';
import { deals } from '../../../../nodes/Calltouch/api/journals/deals';
import { requests } from '../../../../nodes/Calltouch/api/journals/requests';
import { readJournal } from '../../../../nodes/Calltouch/api/journals/read';
import type { CalltouchRecord } from '../../../../nodes/Calltouch/api/record';
import { bodyOf, connection } from '../../../support/connection.mts';

const size = 1000;
const day = { from: '2025-12-31', to: '2025-12-31' };
let hosts = 0;

type Answer = (page: number, asked: number) => unknown;

/** Records of a page, numbered from `from` on; without numbers where `key` is not given. */
const records = (key: string | undefined, from: number, count = size) =>
	Array.from({ length: count }, (_, at) => {
		const seconds = 1_767_160_000 + from + at;
		return key === undefined ? { timestamp: seconds } : { [key]: from + at, timestamp: seconds };
	});

const turned = <T,>(list: T[], by: number) => [...list.slice(by), ...list.slice(0, by)];

/** Journals that have no end, for records with this key. */
const endless = (key: string): Record<string, Answer> => ({
	'turns the same page another way each time': (_, asked) => ({
		records: turned(records(key, 0), asked % size),
	}),
	'sends two pages in turn': (page) => ({ records: records(key, (page % 2) * size) }),
	'sends three pages in turn': (page) => ({ records: records(key, (page % 3) * size) }),
	'announces one page more with each page, and the pages are two in turn': (page) => ({
		pageTotal: page + 1,
		records: records(key, (page % 2) * size),
	}),
	'announces one page more with each page, and the pages are the same': (page) => ({
		pageTotal: page + 2,
		records: records(key, 0),
	}),
	'counts more records with each page, and the pages are the same': (page, asked) => ({
		recordsTotal: (page + 2) * size,
		records: turned(records(key, 0), asked % size),
	}),
	'announces pages without number': (page) => ({
		pageTotal: 1e308,
		records: records(key, (page % 2) * size),
	}),
	'sends bare arrays, each turned another way': (_, asked) => turned(records(key, 0), asked % size),
	'sends bare arrays, two in turn': (page) => records(key, (page % 2) * size),
	'sends records without numbers, two pages in turn': (page) => ({
		records: records(undefined, (page % 2) * size),
	}),
	'sends records without numbers in bare arrays, two in turn': (page) =>
		records(undefined, (page % 2) * size),
	'sends records without numbers and announces more and more pages': (page) => ({
		pageTotal: page + 1,
		records: records(undefined, (page % 2) * size),
	}),
});

/** Reads through a server that answers page by page. */
async function read(journal: keyof typeof journals, answer: Answer) {
	let asked = 0;
	const server = connection({
		baseUrl: `https://endless-${hosts++}.example`,
		retryForMs: 0,
		send: async ({ query }) => {
			const body = bodyOf(JSON.stringify(answer(Number(query.page ?? 1), asked++)));
			return await Promise.resolve({ status: 200, headers: {}, body });
		},
	});
	const rows: CalltouchRecord[] = [];
	for await (const page of journals[journal].read(server)) rows.push(...page);
	return { rows, asked };
}

const query = { ...day, blocks: [] };
const journals = {
	calls: { key: 'callId', read: (to) => readJournal(to, calls, query, (call) => call) },
	deals: { key: 'orderId', read: (to) => readJournal(to, deals, query, (deal) => deal) },
	requests: {
		key: 'requestId',
		read: (to) => readJournal(to, requests, query, (request) => request),
	},
} satisfies Record<
	string,
	{
		key: string;
		read: (to: ReturnType<typeof connection>) => AsyncGenerator<CalltouchRecord[]>;
	}
>;

describe.each(['calls', 'deals'] as const)('a journal of %s without an end', (journal) => {
	it.each(Object.entries(endless(journals[journal].key)))('%s: an error', async (_, answer) => {
		await expect(read(journal, answer)).rejects.toMatchObject({
			reason: 'bad-answer',
			message: expect.stringMatching(`^Calltouch announced more ${journal} than it sent`) as string,
		});
	});

	it('that repeats its only page ends with that page', async () => {
		const { key } = journals[journal];
		for (const answer of [
			() => records(key, 0),
			() => ({ records: records(key, 0) }),
			() => records(undefined, 0),
		]) {
			const { rows, asked } = await read(journal, answer);
			expect(rows).toHaveLength(size);
			expect(asked).toBe(2);
		}
	});

	it('that repeats its last page ends there', async () => {
		const { key } = journals[journal];
		const { rows } = await read(journal, (page) => ({
			records: records(key, (Math.min(page, 3) - 1) * size),
		}));
		expect(rows).toHaveLength(3 * size);
	});
});

describe.each(['calls', 'deals'] as const)('a journal of %s that counts oddly', (journal) => {
	const { key } = journals[journal];

	it('announces a page more than it has: it ends with the empty one', async () => {
		for (const total of [size, 2 * size]) {
			const { rows, asked } = await read(journal, (page) => ({
				recordsTotal: total,
				pageTotal: total / size + 1,
				records: page > total / size ? [] : records(key, (page - 1) * size),
			}));
			expect(rows).toHaveLength(total);
			expect(asked).toBe(total / size + 1);
		}
	});

	it('announces empty pages without an end: an error', async () => {
		const answer: Answer = (page) => ({
			recordsTotal: size,
			pageTotal: page + 2,
			records: page > 1 ? [] : records(key, 0),
		});
		await expect(read(journal, answer)).rejects.toThrow(`announced more ${journal} than it sent`);
	});

	it('has a record twice in one answer, so that another may be missing: an error', async () => {
		const answer: Answer = () => ({
			recordsTotal: size,
			records: [...records(key, 0, size - 1), ...records(key, 7, 1)],
		});
		await expect(read(journal, answer)).rejects.toThrow(`announced more ${journal} than it sent`);
	});
});

it('a journal of requests that announces more and more pages is an error', async () => {
	for (const key of ['requestId', undefined]) {
		const answer: Answer = (page) => ({
			pageTotal: page + 1,
			records: records(key, (page % 2) * size),
		});
		await expect(read('requests', answer)).rejects.toThrow('announced more requests than it sent');
	}
});

it('records without numbers that hold the same are kept, as many as one page has', async () => {
	const { rows } = await read('calls', () => ({ records: [{}, {}, { callId: '' }, { a: 1 }] }));
	expect(rows).toEqual([{}, {}, { callId: '' }, { a: 1 }]);
});
