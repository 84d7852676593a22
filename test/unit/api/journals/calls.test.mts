import { describe, expect, it } from 'vitest';
import { calls } from '../../../../nodes/Calltouch/api/journals/calls';
import { readJournal } from '../../../../nodes/Calltouch/api/journals/read';
import type { HttpRequest } from '../../../../nodes/Calltouch/api/http/connection';
import { bodyOf, connection } from '../../../support/connection.mts';

let hosts = 0;

/** Reads through a server that answers each request with a body. */
async function read(answer: (query: HttpRequest['query']) => unknown) {
	const asked: Array<HttpRequest['query']> = [];
	const host = connection({
		// A host of its own, so that no other test has used up its requests of this second.
		baseUrl: `https://calls-${hosts++}.example`,
		send: async ({ query: sent }) => {
			asked.push(sent);
			const said = answer(sent);
			const body = bodyOf(Buffer.isBuffer(said) ? said : JSON.stringify(said));
			return { status: 200, headers: {}, body };
		},
	});
	const ids: unknown[] = [];
	const whole = { from: '2025-12-30', to: '2026-01-01', blocks: [] };
	for await (const page of readJournal(host, calls, whole, (call) => call))
		ids.push(...page.map(({ callId }) => callId));
	return { ids, asked };
}

describe('readJournal', () => {
	it('asks a server of bare arrays day by day, because it knows one day at a time', async () => {
		const days: Record<string, number[]> = {
			'30/12/2025': [1, 2],
			'31/12/2025': [],
			'01/01/2026': [3],
		};
		const { ids, asked } = await read(({ dateFrom = '', dateTo }) =>
			(days[dateFrom] ?? []).slice(0, dateFrom === dateTo ? 9 : 1).map((callId) => ({ callId })),
		);
		expect(ids).toEqual([1, 2, 3]);
		expect(asked.map(({ dateFrom, dateTo }) => `${dateFrom}-${dateTo}`)).toEqual([
			'30/12/2025-01/01/2026',
			'30/12/2025-30/12/2025',
			'31/12/2025-31/12/2025',
			'01/01/2026-01/01/2026',
		]);
	});

	it('gives a call that two pages have once', async () => {
		const pages: Record<string, unknown[]> = {
			1: [{ callId: 1 }, { callId: 2 }],
			2: [{ callId: 3 }, { callId: 2 }],
		};
		const { ids } = await read(({ page = '' }) => ({ pageTotal: 2, records: pages[page] }));
		expect(ids).toEqual([1, 2, 3]);
	});

	it('gives each call once when an answer breaks off late and is asked for again', async () => {
		const records = Array.from({ length: 900 }, (_, callId) => ({ callId, city: 'x'.repeat(200) }));
		const whole = Buffer.from(JSON.stringify({ records }));
		const answers = [whole.subarray(0, -500), whole];
		const { ids, asked } = await read(() => answers.shift());
		expect(asked).toHaveLength(2);
		expect(ids).toEqual(records.map(({ callId }) => callId));
	});

	it('keeps calls that have no id', async () => {
		const { ids } = await read(() => ({ records: [{}, { callId: null }, { callId: 0 }] }));
		expect(ids).toEqual([undefined, null, 0]);
	});

	it('ends with an empty range, whether it counts one page, none or nothing', async () => {
		for (const pageTotal of [0, 1, null, undefined]) {
			expect((await read(() => ({ pageTotal, records: [] }))).ids).toEqual([]);
		}
	});

	it.each([{ records: [null] }, [5], { records: 'x' }, { data: [] }, 'text', null])(
		'refuses %o',
		async (body) => {
			await expect(read(() => body)).rejects.toThrow('something else than was asked for');
		},
	);
});
