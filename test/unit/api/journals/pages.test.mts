import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage, type Page } from '../../../../nodes/Calltouch/api/journals/page';
import { readPages } from '../../../../nodes/Calltouch/api/journals/pages';
import type { CalltouchRecord } from '../../../../nodes/Calltouch/api/record';

interface Server {
	records: number[];
	/** How the envelope counts: not at all, or by one of its names. */
	tells: 'pageTotal' | 'totalPage' | 'recordsTotal' | 'nothing' | 'array';
	/** A server that sends page 1 whatever is asked. */
	ignoresPage?: boolean;
	/** Records that appear at the end after so many requests. */
	growth?: { after: number; records: number[] };
}

async function readJson(json: unknown, size: number) {
	const pick = ({ callId }: CalltouchRecord) => callId as number;
	return await readPage(Buffer.from(JSON.stringify(json)), { id: 'callId', size, pick });
}

async function read(server: Server, size: number, take = Infinity) {
	const asked: number[] = [];
	const answer = (page: number) => {
		asked.push(page);
		const { growth } = server;
		const all =
			growth && asked.length > growth.after
				? [...server.records, ...growth.records]
				: server.records;
		const start = server.ignoresPage ? 0 : (page - 1) * size;
		const records = all.slice(start, start + size).map((callId) => ({ callId }));
		if (server.tells === 'array') return records;
		const pages = Math.ceil(all.length / size);
		const counts = {
			pageTotal: pages,
			totalPage: pages,
			recordsTotal: all.length,
			nothing: undefined,
		};
		return { page, [server.tells]: counts[server.tells], pageSize: size, records };
	};
	const fetchPage = async (number: number): Promise<Page<number>> => {
		const page = await readJson(answer(number), size);
		if (!page) throw new Error('unreadable');
		return page;
	};
	const contradiction = (page: number) => new Error(`page ${page} is missing`);
	const rows: number[] = [];
	const wanted = Number.isFinite(take) ? take : undefined;
	for await (const page of readPages(await fetchPage(1), {
		fetchPage,
		size,
		wanted,
		contradiction,
	})) {
		rows.push(...page.map(({ row }) => row ?? NaN));
		if (rows.length >= take) break;
	}
	return { rows, asked };
}

const range = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => from + index);
const tells = fc.constantFrom<Server['tells']>(
	'pageTotal',
	'totalPage',
	'recordsTotal',
	'nothing',
	'array',
);

describe('readPages', () => {
	it('gives every record once and in order, however the journal counts', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(120),
				fc.integer({ min: 1, max: 10 }),
				tells,
				async (count, size, told) => {
					const { rows } = await read({ records: range(count), tells: told }, size);
					expect(rows).toEqual(range(count));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('asks for each page once, and for no page behind the last where the answer tells', async () => {
		const { asked } = await read({ records: range(95), tells: 'pageTotal' }, 10);
		expect(asked.sort((a, b) => a - b)).toEqual(range(10, 1));
	});

	it('fetches no page in vain for a limit', async () => {
		const { asked } = await read({ records: range(1000), tells: 'pageTotal' }, 10, 25);
		expect(asked).toEqual([1, 2, 3]);
	});

	it('reads on when the journal grows while it is read', async () => {
		const server: Server = {
			records: range(20),
			tells: 'pageTotal',
			growth: { after: 1, records: range(15, 20) },
		};
		expect((await read(server, 10)).rows).toEqual(range(35));
	});

	it('ends where a server that does not know pages repeats itself', async () => {
		expect(
			(await read({ records: range(10), tells: 'array', ignoresPage: true }, 10)).rows,
		).toEqual(range(10));
	});

	it('never takes a part for the whole', async () => {
		const repeating = read({ records: range(30), tells: 'pageTotal', ignoresPage: true }, 10);
		await expect(repeating).rejects.toThrow('page 2 is missing');
	});

	it('is done with an empty journal, whatever number of pages that claims', async () => {
		for (const pageTotal of [0, 1, undefined]) {
			const answer = { page: 1, pageTotal, recordsTotal: 0, records: [] };
			expect((await readJson(answer, 10))?.kept).toEqual([]);
		}
	});

	it.each([0, '0'])(
		'takes null for the records of an empty journal that counts %j',
		async (recordsTotal) => {
			expect((await readJson({ recordsTotal, records: null }, 10))?.kept).toEqual([]);
			expect(await readJson({ recordsTotal: 3, records: null }, 10)).toBeUndefined();
		},
	);

	it('knows what is no page', async () => {
		for (const answer of [
			null,
			5,
			'text',
			{},
			{ records: null },
			{ message: 'no' },
			{ records: {} },
		]) {
			expect(await readJson(answer, 10)).toBeUndefined();
		}
	});

	it('reads counts that come as text', async () => {
		const records = [1, 2].map((callId) => ({ callId }));
		const counts = { pageTotal: '3', recordsTotal: '6', pageSize: '2' };
		expect(await readJson({ ...counts, records }, 10)).toMatchObject({
			total: 3,
			count: 6,
			size: 2,
		});
		for (const recordsTotal of ['', ' ', '-1', '1e3', 'many'])
			expect(await readJson({ recordsTotal, records }, 10)).toMatchObject({ count: undefined });
	});
});
