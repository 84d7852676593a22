import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { splitArray, splitObject } from '../../sandbox/data/raw-json.mts';
import { SITE, DAY, type Row, start, calls, rows, page, statistic, tally } from './client.mts';

describe('data', () => {
	it('is the same for the same seed, site and day', async () => {
		const [one, two, other] = await Promise.all([start(), start(), start({ seed: 2 })]);
		const texts = await Promise.all(
			[one, two, other].map(async (sandbox) => (await calls(sandbox)).text()),
		);
		expect(texts[0]).toBe(texts[1]);
		expect(texts[0]).not.toBe(texts[2]);
	});

	it('keeps the calls of a day when the day gets more', async () => {
		const sandbox = await start({ callsPerDay: 10 });
		const before = sandbox.callIds(SITE, '2025-12-01');
		sandbox.configure({ callsPerDay: 25 });
		const after = sandbox.callIds(SITE, '2025-12-01');
		expect(after).toHaveLength(25);
		expect(after).toEqual(expect.arrayContaining(before));
	});

	it('has all keys of the captured records in their order, and the newer ones', async () => {
		const sandbox = await start({ callsPerDay: 60 });
		const file = fileURLToPath(new URL('../../sandbox/data/records.json', import.meta.url));
		const captured = splitArray(readFileSync(file, 'utf8'));
		expect(captured).toHaveLength(7);
		const keys = [...splitObject(captured[0] ?? '').map(([key]) => key), 'poolType'];
		for (const row of await rows(sandbox)) expect(Object.keys(row)).toEqual(keys);
	});

	it('gives visitor ids wider than 2^53, all different, and null where there is no visitor', async () => {
		const sandbox = await start({ callsPerDay: 200 });
		const text = await (await calls(sandbox)).text();
		const ids = [...text.matchAll(/"ctClientId":(\d+|null)/g)].map((match) => match[1] ?? '');
		const wide = ids.filter((id) => id !== 'null');
		expect(ids).toHaveLength(200);
		expect(wide.length).toBeLessThan(200);
		expect(new Set(wide).size).toBe(wide.length);
		for (const id of wide) expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
		expect(wide.filter((id) => String(Number(id)) !== id).length).toBeGreaterThan(100);
	});

	it('has call ids that are safe integers and differ over days and sites', async () => {
		const sandbox = await start({ callsPerDay: 500 });
		const ids = [12345, 23456].flatMap((site) =>
			['2025-12-01', '2025-12-02'].flatMap((day) => sandbox.callIds(site, day)),
		);
		expect(new Set(ids).size).toBe(2000);
		for (const id of ids) expect(Number.isSafeInteger(Number(id))).toBe(true);
	});

	it.each(['Europe/Moscow', 'Asia/Yekaterinburg', 'America/New_York'])(
		'has dates and timestamps that agree in %s, in time order',
		async (timezone) => {
			const sandbox = await start({ timezone, firstDay: null, callsPerDay: 300 });
			const clock = new Intl.DateTimeFormat('en-GB', {
				timeZone: timezone,
				dateStyle: 'short',
				timeStyle: 'medium',
			});
			// On the second day clocks change in New York: it has 25 hours.
			for (const day of ['01/12/2025', '02/11/2025']) {
				const list = await rows(sandbox, { dateFrom: day, dateTo: day });
				const times = list.map((row) => Number(row['timestamp']));
				expect(times).toEqual([...times].sort((a, b) => a - b));
				for (const row of list) {
					const expected = clock.format(Number(row['timestamp']) * 1000).replace(',', '');
					expect(row['date']).toBe(expected);
					expect(row['date']).toMatch(new RegExp(`^${day} `));
				}
			}
		},
	);

	it('keeps the 12-hour trap of the session date', async () => {
		const sandbox = await start({ callsPerDay: 200 });
		const list = await rows(sandbox);
		const hours = list
			.map((row) => row['sessionDate'])
			.filter((date) => date !== null)
			.map((date) => Number(String(date).slice(11, 13)));
		expect(Math.min(...hours)).toBeGreaterThanOrEqual(1);
		expect(Math.max(...hours)).toBe(12);
	});

	it('is varied enough for a summary', async () => {
		const sandbox = await start({ callsPerDay: 400 });
		const list = await rows(sandbox);
		const campaigns = new Set(list.map((row) => [row['source'], row['utmCampaign']].join()));
		expect(campaigns.size).toBeGreaterThanOrEqual(8);
		expect(new Set(list.map((row) => row['city'])).size).toBeGreaterThan(5);
		for (const flag of ['uniqueCall', 'targetCall', 'callbackCall', 'successful']) {
			expect(Object.keys(tally(list.map((row) => row[flag]))).sort()).toEqual(['false', 'true']);
		}
		expect(list.some((row) => Number(row['duration']) < 0)).toBe(true);
	});

	it('has empty days outside its bounds, and single days with their own count', async () => {
		const sandbox = await start({ days: { '2025-12-31': 7, '2026-03-01': 2 } });
		expect(await rows(sandbox, { dateFrom: '30/11/2025', dateTo: '30/11/2025' })).toEqual([]);
		expect(await rows(sandbox, { dateFrom: '31/12/2025', dateTo: '31/12/2025' })).toHaveLength(7);
		const all = await page(sandbox, { dateFrom: '01/01/2000', dateTo: '31/12/2030' });
		expect(all['recordsTotal']).toBe(30 * 20 + 7 + 2);
	});

	it('takes a function as the number of calls', async () => {
		const callsPerDay = (day: string, siteId: number) =>
			siteId === SITE ? Number(day.slice(8)) : 0;
		const sandbox = await start({ callsPerDay });
		const expected = { '01/12/2025': 1, '02/12/2025': 2, '03/12/2025': 3 };
		const three = { dateFrom: '01/12/2025', dateTo: '03/12/2025' };
		expect(await statistic(sandbox, 'count-by-date', three)).toEqual(expected);
	});

	it('has unfinished calls only when asked', async () => {
		const sandbox = await start({ connectedEvery: 5 });
		expect(tally((await rows(sandbox)).map((row) => row['callphase']))).toEqual({
			callconnected: 4,
			calldisconnected: 16,
		});
		sandbox.configure({ connectedEvery: 0 });
		const phases = tally((await rows(sandbox)).map((row) => row['callphase']));
		expect(phases).toEqual({ calldisconnected: 20 });
	});

	it('sends extra records word for word, at their time', async () => {
		const json =
			'{"callId":77,"date":"01/12/2025 12:00:00",  "ctClientId":900719925474099312345,"__proto__":{"x":1},"medium":"organic","keyword":"constructor","text":"\\u0000\\"</script>"}';
		const sandbox = await start({ extraRecords: [{ date: '2025-12-01', json }] });
		const text = await (await calls(sandbox)).text();
		expect(text).toContain(json);
		expect(sandbox.callIds(SITE, '2025-12-01')).toContain('77');
		expect(await rows(sandbox, { ...DAY, callId: 77 })).toHaveLength(1);
		const keywords = await statistic(sandbox, 'seo/count-by-keywords', DAY);
		expect(Object.entries(keywords as object)).toContainEqual(['constructor', 1]);
	});

	it('takes new calls while it runs, and lets them end', async () => {
		const sandbox = await start({ callsPerDay: 0 });
		const timestamp = Date.parse('2025-12-01T09:00:00Z') / 1000;
		const callId = sandbox.addCall({
			timestamp,
			connected: true,
			fields: { ctClientId: 900719925474099312345n, utmCampaign: 'new "one"' },
		});
		const text = await (await calls(sandbox)).text();
		expect(text).toContain('"ctClientId":900719925474099312345');
		const [row] = JSON.parse(text) as Row[];
		expect(row).toMatchObject({
			callId: Number(callId),
			date: '01/12/2025 12:00:00',
			timestamp,
			callphase: 'callconnected',
			utmCampaign: 'new "one"',
		});
		sandbox.updateCall(callId, { connected: false, fields: { duration: 12 } });
		expect((await rows(sandbox))[0]).toMatchObject({ callphase: 'calldisconnected', duration: 12 });
		sandbox.addCall({ timestamp: timestamp - 60 });
		expect(sandbox.callIds(SITE, '2025-12-01')).toHaveLength(2);
		expect(sandbox.callIds(SITE, '2025-12-01')[1]).toBe(callId);
	});
});
