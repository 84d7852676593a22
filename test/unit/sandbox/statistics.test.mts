import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { STATISTICS, WEEK, type Row, start, get, page, statistic, tally } from './client.mts';

describe('statistics', () => {
	it('counts the calls of the journal', async () => {
		const sandbox = await start({ callsPerDay: 50 });
		sandbox.addCall({ timestamp: Date.parse('2025-12-02T09:00:00Z') / 1000 });
		const { records } = await page(sandbox, WEEK);
		const dayOf = (row: Row) => String(row['date']).slice(0, 10);
		const seo = records.filter((row) => row['medium'] === 'organic');
		expect(await statistic(sandbox, 'total-count')).toBe(351);
		const byDate = (await statistic(sandbox, 'count-by-date')) as Record<string, number>;
		expect(byDate).toEqual(tally(records.map(dayOf)));
		expect(Object.keys(byDate)).not.toEqual(Object.keys(byDate).sort());
		expect(await statistic(sandbox, 'seo/count-by-date')).toEqual(tally(seo.map(dayOf)));
		expect(await statistic(sandbox, 'seo/count-by-keywords')).toEqual(
			tally(seo.map((row) => row['keyword'])),
		);
		expect(await statistic(sandbox, 'total-count', {})).toBe(31 * 50 + 1);
	});

	it('can be gone in three ways', async () => {
		const sandbox = await start({ statistics: 'gone404' });
		const ask = () => get(sandbox, `${STATISTICS}/total-count`, { access_token: DEFAULT_TOKEN });
		expect((await ask()).status).toBe(404);
		sandbox.configure({ statistics: 'goneRedirect' });
		const redirect = await ask();
		expect([redirect.status, redirect.headers.get('location')]).toEqual([302, '/help']);
		sandbox.configure({ statistics: 'goneHtml' });
		const page200 = await ask();
		expect(page200.status).toBe(200);
		expect(page200.headers.get('content-type')).toContain('text/html');
	});
});
