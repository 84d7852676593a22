import { describe, expect, it } from 'vitest';
import { execute, token } from '../support/calltouch.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 40 });

const get = { resource: 'stats', operation: 'get' };
const days = { period: 'range', dateFrom: '2025-12-29', dateTo: '2026-01-02' };
const breakdowns = ['callsTotal', 'callsByDate', 'callsByDateSeoOnly', 'callsByKeywords'];
const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('stats: get', () => {
	it('gives the number of calls of yesterday when nothing is chosen', async () => {
		const { json, stored } = await execute(sandbox, get);
		expect(json).toEqual([{ callsTotal: 40 }]);
		expect(sandbox.requests.at(-1)?.query).toMatchObject({ access_token: token });
		expect(sandbox.requests.at(-1)?.query).not.toHaveProperty('clientApiId');
		expect(stored).not.toContain(token);
	});

	it('gives one row per date, oldest first, with the date as Calltouch writes it', async () => {
		const { json } = await execute(sandbox, { ...get, ...days, breakdown: 'callsByDate' });
		expect(json).toEqual(
			['29/12/2025', '30/12/2025', '31/12/2025', '01/01/2026', '02/01/2026'].map((date) => ({
				date,
				calls: 40,
			})),
		);
	});

	it('counts what the journal has', async () => {
		const calls = await readJournal(days);
		const organic = calls.filter(({ medium }) => medium === 'organic');
		expect(organic.length).toBeGreaterThan(0);
		const seo = await execute(sandbox, { ...get, ...days, breakdown: 'callsByDateSeoOnly' });
		const words = await execute(sandbox, { ...get, ...days, breakdown: 'callsByKeywords' });
		const sum = (rows: typeof calls) => rows.reduce((total, row) => total + Number(row.calls), 0);
		expect(sum(seo.json)).toBe(organic.length);
		expect(sum(words.json)).toBe(organic.length);
		for (const { keyword, calls: count } of words.json) {
			expect(organic.filter((call) => call.keyword === keyword)).toHaveLength(Number(count));
		}
	});

	it.each(breakdowns)(
		'computes the same %s from the journal, also where the statistics are gone',
		async (breakdown) => {
			const asked = await execute(sandbox, { ...get, ...days, breakdown });
			sandbox.configure({ statistics: 'gone404' });
			const computed = await execute(sandbox, {
				...get,
				...days,
				breakdown,
				options: { computeFromCalls: true },
			});
			expect(computed.status).toBe('success');
			expect(sorted(computed.json)).toEqual(sorted(asked.json));
			if (breakdown !== 'callsByKeywords') expect(computed.json).toEqual(asked.json);
		},
	);

	it.each(['gone404', 'goneRedirect', 'goneHtml'] as const)(
		'says when the statistics are %s, and names the way out',
		async (statistics) => {
			sandbox.configure({ statistics });
			const { error } = await execute(sandbox, get);
			expect(error?.message).toBe('The statistics of Calltouch are not there for this account');
			expect(error?.description).toContain('Switch on Compute From Calls under Options');
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	it.each(breakdowns)(
		'gives %s with the site of each row, for several sites in one sheet',
		async (breakdown) => {
			const items = [{ json: { site: '12345' } }, { json: { site: 23456 } }];
			const options = { siteId: '={{ $json.site }}', includeSite: true };
			const { items: rows } = await execute(
				sandbox,
				{ ...get, ...days, breakdown, options },
				{ items },
			);
			expect(new Set(rows.map(({ json }) => json.siteId))).toEqual(new Set(['12345', '23456']));
			for (const { json, pairedItem } of rows) {
				expect(pairedItem).toEqual({ item: json.siteId === '12345' ? 0 : 1 });
			}
		},
	);

	it('gives no row for days without calls, and 0 in total', async () => {
		sandbox.configure({ callsPerDay: 0 });
		for (const options of [{}, { computeFromCalls: true }]) {
			expect(
				(await execute(sandbox, { ...get, ...days, breakdown: 'callsTotal', options })).json,
			).toEqual([{ callsTotal: 0 }]);
		}
		expect(
			(await execute(sandbox, { ...get, ...days, breakdown: 'callsByKeywords' })).json,
		).toEqual([]);
	});
});
