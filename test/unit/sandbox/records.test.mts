import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import {
	REQUESTS,
	SITE,
	SITE_PATH,
	get,
	rows,
	start,
	tally,
	type Query,
	type Row,
} from './client.mts';

const all = {
	withRequestTags: true,
	withMapVisits: true,
	withYandexDirect: true,
	withGoogleAdwords: true,
};

async function requests(query: Query = {}, requestsPerDay = 60): Promise<Row[]> {
	const sandbox = await start({ requestsPerDay });
	const days = { dateFrom: '12/01/2025', dateTo: '12/01/2025' };
	const wanted = { clientApiId: DEFAULT_TOKEN, siteId: SITE, ...days, ...query };
	return (await (await get(sandbox, REQUESTS, wanted)).json()) as Row[];
}

describe('records', () => {
	it('have the newer keys', async () => {
		const sandbox = await start({ callsPerDay: 200 });
		const kinds = tally((await rows(sandbox)).map((row) => row['poolType']));
		expect(Object.keys(kinds).sort()).toEqual(['dynamic', 'null', 'staticOffline']);
		for (const row of await requests(all)) {
			expect(row['hostname']).toBe('okna.example');
			if (row['session'] === null) continue;
			const text = expect.any(String) as string;
			expect(row['session']).toMatchObject({ device: text, os: text, browserName: text });
		}
	});

	it('name adverts and visits as Calltouch does', async () => {
		const list = await requests(all);
		const keysOf = (key: string) =>
			list.flatMap((row) => (row[key] ? [Object.keys(row[key] as object)] : []));
		const [yandex, google] = [keysOf('yandexDirect'), keysOf('googleAdWords')];
		expect(yandex[0]).toEqual(['campaignId', 'adGroupId', 'adId', 'criteriaId']);
		expect(google[0]).toEqual(['campaignId', 'adGroupId', 'creativeId', 'criteriaId']);
		const visits = list.flatMap((row) => row['mapVisits'] as Row[]);
		expect(visits.length).toBeGreaterThan(0);
		for (const visit of visits) {
			expect(visit).toHaveProperty('keyword');
			expect(Object.keys(visit)).toHaveLength(19);
		}
	});

	it('of requests follow the session and the attribution when asked', async () => {
		const bound = await requests({ bindTo: 'session', attribution: 0 }, 500);
		const days = bound.map((row) => {
			const session = row['session'] as Row | null;
			return String(session?.['sessionDate'] ?? row['dateStr']).slice(0, 10);
		});
		expect(tally(days)).toEqual({ '01/12/2025': bound.length });
		expect(bound.some((row) => String(row['dateStr']).startsWith('02/12'))).toBe(true);
		for (const row of bound) {
			expect((row['session'] as Row | null)?.['attribution'] ?? 0).toBe(0);
		}
	});

	it('of deals that came from a call name one of the journal', async () => {
		const sandbox = await start();
		const days = { dateFrom: '01/12/2025', dateTo: '03/12/2025' };
		const path = `${SITE_PATH}/orders-diary/orders`;
		const response = await get(sandbox, path, { clientApiId: DEFAULT_TOKEN, ...days });
		const { records } = (await response.json()) as { records: Row[] };
		const sources = records.map((row) => row['orderSource'] as Row);
		const known = new Set(
			['2025-12-01', '2025-12-02', '2025-12-03'].flatMap((day) => sandbox.callIds(SITE, day)),
		);
		expect(sources.some(({ type }) => type === 'CALL')).toBe(true);
		for (const { type, callId } of sources) {
			expect(type === 'CALL' ? known.has(String(callId)) : callId === null).toBe(true);
		}
	});
});
