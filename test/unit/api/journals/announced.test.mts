import { describe, expect, it } from 'vitest';
import { calls } from '../../../../nodes/Calltouch/api/journals/calls';
import { deals } from '../../../../nodes/Calltouch/api/journals/deals';
import { requests } from '../../../../nodes/Calltouch/api/journals/requests';
import { readJournal } from '../../../../nodes/Calltouch/api/journals/read';
import type { Connection } from '../../../../nodes/Calltouch/api/http/connection';
import { bodyOf, connection } from '../../../support/connection.mts';

const day = { from: '2025-12-31', to: '2025-12-31' };
const query = { ...day, blocks: [] };
const range = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);
const all = range(2500);
const message = (journal: string) => `Calltouch announced more ${journal} than it sent`;
let hosts = 0;

/** The ids of one page, and all that the journal has at that moment. */
type Server = (page: number, size: number, asked: number) => { ids: number[]; all: number[] };
type Tells = 'all counts' | 'records' | 'pages';

const whole: Server = (page, size) => ({ ids: all.slice((page - 1) * size, page * size), all });

const journals = {
	calls: { key: 'callId', read: (to: Connection) => readJournal(to, calls, query, (call) => call) },
	deals: {
		key: 'orderId',
		read: (to: Connection) => readJournal(to, deals, query, (deal) => deal),
	},
	requests: {
		key: 'requestId',
		read: (to: Connection) => readJournal(to, requests, query, (request) => request),
	},
};

async function read(
	journal: keyof typeof journals,
	server: Server,
	{ tells = 'all counts' as Tells, retryForMs = 60_000, most = Infinity } = {},
) {
	const { key, read: open } = journals[journal];
	let asked = 0;
	const to = connection({
		baseUrl: `https://announced-${hosts++}.example`,
		retryForMs,
		send: async ({ query: sent }) => {
			const size = Number(sent.limit ?? 1000);
			const { ids, all: there } = server(Number(sent.page ?? 1), size, asked++);
			const answer = {
				page: Number(sent.page),
				...(tells === 'records' ? {} : { pageTotal: Math.ceil(there.length / size) }),
				...(tells === 'pages' ? {} : { recordsTotal: there.length }),
				records: ids.map((id) => ({ [key]: id })),
			};
			const body = bodyOf(JSON.stringify(answer));
			return await Promise.resolve({ status: 200, headers: {}, body });
		},
	});
	const ids: unknown[] = [];
	for await (const page of open(to)) {
		ids.push(...page.map(({ [key]: id }) => id));
		if (ids.length >= most) break;
	}
	return { ids, asked };
}

const cut =
	(faulty: number, keep: number): Server =>
	(page, size, asked) => {
		const right = whole(page, size, asked);
		return page === faulty ? { ...right, ids: right.ids.slice(0, keep) } : right;
	};
const turned: Server = (page, size) => {
	const by = (page - 1) * 137;
	const list = [...all.slice(by), ...all.slice(0, by)];
	return { ids: list.slice((page - 1) * size, page * size), all };
};

/** Answers of which a part looks like the whole. */
const parts: Array<[string, Server, Tells[]]> = [
	['the first page is empty', cut(1, 0), ['all counts', 'records', 'pages']],
	['the first page is short', cut(1, 400), ['all counts', 'records', 'pages']],
	['the second page is short', cut(2, 400), ['all counts', 'records', 'pages']],
	['the last page is empty', cut(3, 0), ['all counts', 'records', 'pages']],
	['the last page is short', cut(3, 400), ['all counts', 'records']],
	['the order differs from page to page', turned, ['all counts', 'records']],
];
const cases = parts.flatMap(([what, server, told]) =>
	(['calls', 'deals'] as const).flatMap((journal) =>
		told.map((tells) => ({ what, server, journal, tells })),
	),
);

describe('a journal that does not add up', () => {
	it.concurrent.each(cases)(
		'of $journal that tells $tells is an error when $what',
		async ({ server, journal, tells }) => {
			await expect(read(journal, server, { tells })).rejects.toThrow(message(journal));
		},
	);

	it.concurrent.each(cases)(
		'of $journal that tells $tells is read again when $what: every record once, and in order where there is one',
		async ({ server, journal, tells }) => {
			let firstPages = 0;
			const { ids } = await read(
				journal,
				(page, size, asked) => {
					if (page === 1) firstPages++;
					return (firstPages === 1 ? server : whole)(page, size, asked);
				},
				{ tells },
			);
			// What was given before the pages contradicted each other cannot be taken back.
			const given = server === turned ? [...ids].sort((a, b) => Number(a) - Number(b)) : ids;
			expect(given).toEqual(all);
		},
	);

	it('is not read again when the connection may not try again', async () => {
		let firstPages = 0;
		const server: Server = (page, size, asked) => {
			if (page === 1) firstPages++;
			return cut(1, 0)(page, size, asked);
		};
		await expect(read('calls', server, { retryForMs: 0 })).rejects.toThrow(message('calls'));
		expect(firstPages).toBe(1);
	});

	it('of requests is read again, and an error when it stays so', async () => {
		const few = range(400);
		const part: Server = () => ({ ids: few.slice(0, 300), all: few });
		await expect(read('requests', part)).rejects.toThrow(message('requests'));
		const mended: Server = (_page, _size, asked) => ({
			ids: asked === 0 ? few.slice(0, 300) : few,
			all: few,
		});
		expect((await read('requests', mended)).ids).toEqual(few);
	});
});

describe('a journal that changes while it is read', () => {
	it.each(['calls', 'deals'] as const)(
		'loses no record of %s when another leaves between two pages',
		async (journal) => {
			const server: Server = (page, size, asked) => {
				const there = asked === 0 ? all : all.slice(1);
				return { ids: there.slice((page - 1) * size, page * size), all: there };
			};
			expect((await read(journal, server)).ids).toEqual(all);
		},
	);

	it('is an error when it goes on losing records', async () => {
		const server: Server = (page, size, asked) => {
			const there = all.slice(asked);
			return { ids: there.slice((page - 1) * size, page * size), all: there };
		};
		await expect(read('calls', server)).rejects.toThrow(message('calls'));
	});

	it.each(['all counts', 'records', 'pages'] as const)(
		'may grow at its end with each page, and is read once (%s)',
		async (tells) => {
			const server: Server = (page, size, asked) => {
				const there = range(2500 + 3 * asked);
				return { ids: there.slice((page - 1) * size, page * size), all: there };
			};
			const { ids, asked } = await read('calls', server, { tells });
			expect(asked).toBe(3);
			expect(ids.slice(0, 2500)).toEqual(all);
		},
	);

	it('may grow at its beginning, which shifts records onto the next page, and is read once', async () => {
		const server: Server = (page, size, asked) => {
			const there = [...range(asked, 9000), ...all];
			return { ids: there.slice((page - 1) * size, page * size), all: there };
		};
		const { ids, asked } = await read('calls', server);
		expect(asked).toBe(3);
		expect(ids).toEqual(all);
	});

	it('does not matter to who takes only its beginning', async () => {
		const { ids } = await read('calls', cut(3, 0), { most: 1000 });
		expect(ids).toEqual(range(1000));
	});
});
