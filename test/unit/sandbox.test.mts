import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Limiter } from '../sandbox/limiter.mts';
import type { Fault } from '../sandbox/faults.mts';
import { splitArray, splitObject } from '../sandbox/raw-json.mts';
import { startSandbox, type Sandbox, type StartOptions } from '../sandbox/sandbox.mts';
import { DEFAULT_TOKEN, SECOND_TOKEN } from '../sandbox/settings.mts';

const SITE = 12345;
const SITE_PATH = `/calls-service/RestAPI/${SITE}`;
const JOURNAL = `${SITE_PATH}/calls-diary/calls`;
const STATISTICS = `/calls-service/RestAPI/statistics/${SITE}/calls`;
const DAY = { dateFrom: '01/12/2025', dateTo: '01/12/2025' };
const WEEK = { dateFrom: '01/12/2025', dateTo: '07/12/2025' };

type Query = Record<string, string | number | boolean>;
type Row = Record<string, unknown>;

const running: Sandbox[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

async function start(options: StartOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({
		limitPerSecond: 0,
		firstDay: '2025-12-01',
		lastDay: '2025-12-31',
		...options,
	});
	running.push(sandbox);
	return sandbox;
}

function urlOf(sandbox: Sandbox, path: string, query: Query): string {
	const parameters = new URLSearchParams();
	for (const [key, value] of Object.entries(query)) parameters.set(key, String(value));
	return `${sandbox.url}${path}?${parameters}`;
}

function get(sandbox: Sandbox, path: string, query: Query = {}): Promise<Response> {
	return fetch(urlOf(sandbox, path, query), { redirect: 'manual' });
}

function calls(sandbox: Sandbox, query: Query = DAY): Promise<Response> {
	return get(sandbox, JOURNAL, { clientApiId: DEFAULT_TOKEN, ...query });
}

async function rows(sandbox: Sandbox, query: Query = DAY): Promise<Row[]> {
	const response = await calls(sandbox, query);
	expect(response.status).toBe(200);
	return (await response.json()) as Row[];
}

async function page(sandbox: Sandbox, query: Query): Promise<Row & { records: Row[] }> {
	const response = await calls(sandbox, { page: 1, ...query });
	expect(response.status).toBe(200);
	return (await response.json()) as Row & { records: Row[] };
}

async function statistic(sandbox: Sandbox, tail: string, query: Query = WEEK): Promise<unknown> {
	const response = await get(sandbox, `${STATISTICS}/${tail}`, {
		access_token: DEFAULT_TOKEN,
		...query,
	});
	expect(response.status).toBe(200);
	return response.json();
}

function download(sandbox: Sandbox, callId: unknown, siteId = SITE): Promise<Response> {
	const path = `/calls-service/RestAPI/${siteId}/calls-diary/calls/${String(callId)}/download`;
	return get(sandbox, path, { clientApiId: DEFAULT_TOKEN });
}

function tally(values: unknown[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}

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

	it('has all keys of the captured records in their order', async () => {
		const sandbox = await start({ callsPerDay: 60 });
		const file = fileURLToPath(new URL('../sandbox/records.json', import.meta.url));
		const captured = splitArray(readFileSync(file, 'utf8'));
		expect(captured).toHaveLength(7);
		const keys = splitObject(captured[0] ?? '').map(([key]) => key);
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
				expect(times).toEqual([...times].sort((one, other) => one - other));
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

describe('journal', () => {
	it('answers a bare array for one day and refuses more days', async () => {
		const sandbox = await start();
		expect(await rows(sandbox)).toHaveLength(20);
		const refused = await calls(sandbox, WEEK);
		expect(refused.status).toBe(400);
		expect(await refused.json()).toHaveProperty('data.apiErrorData.errorMessage');
	});

	it('answers pages that together are the plain days', async () => {
		const sandbox = await start();
		const plain: Row[] = [];
		for (let day = 1; day <= 7; day++) {
			const date = `0${day}/12/2025`;
			plain.push(...(await rows(sandbox, { dateFrom: date, dateTo: date })));
		}
		const paged: Row[] = [];
		for (let number = 1; number <= 4; number++) {
			const envelope = await page(sandbox, { ...WEEK, page: number, limit: 45 });
			expect(Object.keys(envelope)).toEqual([
				'page',
				'pageTotal',
				'pageSize',
				'recordsTotal',
				'records',
			]);
			expect(envelope).toMatchObject({
				page: number,
				pageTotal: 4,
				pageSize: 45,
				recordsTotal: 140,
			});
			paged.push(...envelope.records);
		}
		expect(paged).toEqual(plain);
		expect((await page(sandbox, { ...WEEK, page: 5, limit: 45 })).records).toEqual([]);
	});

	it('can say the page total in other ways', async () => {
		const sandbox = await start({ totalKey: 'totalPage' });
		expect(await page(sandbox, { ...DAY, limit: 7 })).toHaveProperty('totalPage', 3);
		sandbox.configure({ totalKey: 'none' });
		expect(await page(sandbox, DAY)).not.toHaveProperty('pageTotal');
		sandbox.configure({ totalKey: 'pageTotal', callsPerDay: 0 });
		expect(await page(sandbox, DAY)).toMatchObject({ pageTotal: 0, recordsTotal: 0, records: [] });
		sandbox.configure({ emptyPageTotal: 1 });
		expect(await page(sandbox, DAY)).toHaveProperty('pageTotal', 1);
	});

	it('can ignore the page', async () => {
		const sandbox = await start({ ignorePage: true });
		const query = { ...DAY, limit: 8 };
		expect(await page(sandbox, { ...query, page: 2 })).toEqual(await page(sandbox, query));
		sandbox.configure({ ignorePage: 'everything' });
		expect((await page(sandbox, { ...query, page: 2 })).records).toHaveLength(20);
		sandbox.configure({ ignorePage: false, journalMode: 'plain' });
		expect(await rows(sandbox, { ...query, page: 2 })).toHaveLength(20);
	});

	it.each<Query>([
		{ dateFrom: '30/02/2025' },
		{ dateFrom: '2025-12-01' },
		{ dateFrom: '1/12/2025' },
		{ dateFrom: '12/31/2025' },
		{ dateFrom: '02/12/2025' },
		{ page: 0 },
		{ page: 'x' },
		{ page: 1, limit: 1001 },
		{ page: 1, limit: 0 },
		{ attribution: 2 },
		{ timeFrom: '24:00:00' },
		{ bindTo: 'visit' },
	])('refuses %o', async (wrong) => {
		const sandbox = await start();
		const response = await calls(sandbox, { ...DAY, ...wrong });
		expect(response.status).toBe(400);
		expect(await response.json()).toHaveProperty('data.apiErrorData.errorCode');
	});

	it('filters by flags, fields, id and time', async () => {
		const sandbox = await start({ callsPerDay: 300 });
		const all = await rows(sandbox);
		const expectFilter = async (query: Query, test: (row: Row) => boolean) => {
			const expected = all.filter(test);
			expect(expected.length).toBeGreaterThan(0);
			expect(expected.length).toBeLessThan(all.length);
			expect(await rows(sandbox, { ...DAY, ...query })).toEqual(expected);
		};
		for (const value of ['true', 'True', '1']) {
			await expectFilter({ uniqueOnly: value }, (row) => row['uniqueCall'] === true);
		}
		await expectFilter({ targetOnly: true }, (row) => row['targetCall'] === true);
		await expectFilter({ uniqTargetOnly: true }, (row) => row['uniqTargetCall'] === true);
		await expectFilter({ callbackOnly: true }, (row) => row['callbackCall'] === true);
		await expectFilter({ 'source.value': 'yandex' }, (row) => row['source'] === 'yandex');
		await expectFilter({ utmMedium: 'cpc' }, (row) => row['utmMedium'] === 'cpc');
		const [first] = all;
		await expectFilter({ callId: String(first?.['callId']) }, (row) => row === first);
		await expectFilter(
			{ 'ani.value': String(first?.['callerNumber']) },
			(row) => row['callerNumber'] === first?.['callerNumber'],
		);
		await expectFilter({ timeFrom: '10:00:00', timeTo: '11:59:59' }, (row) =>
			/ 1[01]:/.test(String(row['date'])),
		);
		expect(await rows(sandbox, { ...DAY, uniqueOnly: 'false' })).toEqual(all);
		sandbox.configure({ ignoreFilters: true });
		expect(await rows(sandbox, { ...DAY, callId: 1, 'source.value': 'x' })).toEqual(all);
	});

	it('binds days to the session when asked', async () => {
		const sandbox = await start({ callsPerDay: 300 });
		const bound = await page(sandbox, { ...DAY, bindTo: 'session' });
		const days = bound.records.map((row) => String(row['sessionDate'] ?? row['date']).slice(0, 10));
		expect(tally(days)).toEqual({ '01/12/2025': bound.records.length });
		expect(bound.records.some((row) => String(row['date']).startsWith('02/12'))).toBe(true);
	});

	it('shows a block only with its flag, and echoes the attribution', async () => {
		const sandbox = await start({ callsPerDay: 200 });
		const flags = {
			withCallTags: 'callTags',
			withMapVisits: 'mapVisits',
			withOrders: 'orders',
			withComments: 'comments',
			withText: 'phrases',
			withYandexDirect: 'yandexDirect',
			withGoogleAdwords: 'googleAdWords',
			withDcm: 'dcm',
			withAttrs: 'attrs',
			withCallbackInfo: 'callbackInfo',
			withCustomFields: 'customFields',
		};
		const bare = await rows(sandbox);
		for (const [flag, block] of Object.entries(flags)) {
			const empty = block === 'orders' ? [] : null;
			for (const row of bare) expect(row[block]).toEqual(empty);
			const full = await rows(sandbox, { ...DAY, [flag]: true });
			const filled = full.filter((row) => row[block] !== null && String(row[block]) !== '');
			expect(filled.length, flag).toBeGreaterThan(0);
			expect(full.map((row) => ({ ...row, [block]: empty }))).toEqual(bare);
		}
		expect(bare[0]?.['attribution']).toBe(1);
		expect((await rows(sandbox, { ...DAY, attribution: 0 }))[0]?.['attribution']).toBe(0);
	});

	it('serves many calls quickly', async () => {
		const sandbox = await start({ callsPerDay: 3334 });
		const envelope = await page(sandbox, {
			dateFrom: '01/12/2025',
			dateTo: '30/12/2025',
			page: 101,
		});
		expect(envelope).toMatchObject({ pageTotal: 101, recordsTotal: 100_020 });
		expect(envelope.records).toHaveLength(20);
	});
});

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

describe('access', () => {
	it('knows wrong tokens, foreign sites and wrong places', async () => {
		const sandbox = await start();
		const ask = async (path: string, query: Query) => {
			const response = await get(sandbox, path, { ...DAY, ...query });
			if (response.status === 200) return 200;
			expect(response.status).toBe(403);
			return ((await response.json()) as { message: string }).message;
		};
		const wrongToken = 'Доступ запрещен: неверный токен';
		const noAccess = 'Нет доступа к сайту';
		const other = JOURNAL.replace('12345', '34567');
		const statistics = `${STATISTICS}/total-count`;
		expect(await ask(JOURNAL, { clientApiId: DEFAULT_TOKEN })).toBe(200);
		expect(await ask(JOURNAL.replace('12345', '23456'), { clientApiId: DEFAULT_TOKEN })).toBe(200);
		expect(await ask(JOURNAL.replace('12345', '23456'), { clientApiId: SECOND_TOKEN })).toBe(200);
		expect(await ask(JOURNAL, {})).toBe(wrongToken);
		expect(await ask(JOURNAL, { clientApiId: 'x' })).toBe(wrongToken);
		expect(await ask(other, { clientApiId: DEFAULT_TOKEN })).toBe(noAccess);
		expect(await ask(JOURNAL.replace('12345', '1'), { clientApiId: DEFAULT_TOKEN })).toBe(noAccess);
		expect(await ask(JOURNAL, { access_token: DEFAULT_TOKEN })).toBe(wrongToken);
		expect(await ask(statistics, { clientApiId: DEFAULT_TOKEN })).toBe(wrongToken);
		expect(await ask(statistics, { access_token: DEFAULT_TOKEN, clientApiId: DEFAULT_TOKEN })).toBe(
			wrongToken,
		);
		expect(await ask(statistics, { access_token: DEFAULT_TOKEN })).toBe(200);
		const raw = await fetch(`${sandbox.url}${JOURNAL}?clientApiId=${DEFAULT_TOKEN}`);
		expect(raw.status).toBe(403);
	});

	it('gives the node id without a token and leads unknown paths to the help page', async () => {
		const sandbox = await start();
		const node = await get(sandbox, `${SITE_PATH}/getnodeid/`);
		expect(await node.json()).toEqual({ nodeId: expect.any(Number) as number });
		const unknown = await get(sandbox, '/sites-service/sites');
		expect([unknown.status, unknown.headers.get('location')]).toEqual([302, '/help']);
		const help = await get(sandbox, '/help');
		expect([help.status, help.headers.get('content-type')]).toEqual([
			200,
			'text/html;charset=UTF-8',
		]);
	});
});

describe('recordings', () => {
	it('have an exact size and stable bytes', async () => {
		const sandbox = await start({ recordingBytes: 51_234 });
		const list = await rows(sandbox);
		const answered = list.filter((row) => row['successful'] === true);
		const [one, two] = answered.map((row) => Number(row['callId']));
		const response = await download(sandbox, one);
		expect(response.headers.get('content-type')).toBe('audio/mpeg');
		expect(response.headers.get('content-length')).toBe('51234');
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes).toHaveLength(51_234);
		expect(bytes.equals(sandbox.recording(one ?? 0))).toBe(true);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(
			sandbox.recordingSha256(one ?? 0),
		);
		expect(sandbox.recordingSha256(one ?? 0)).not.toBe(sandbox.recordingSha256(two ?? 0));
		expect(bytes.includes(String(one))).toBe(true);
	});

	it('can be played', async () => {
		const sandbox = await start();
		const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
		try {
			for (const size of [1024, 40_000, 40_001, 40_416]) {
				sandbox.configure({ recordingBytes: size });
				const file = join(folder, `${size}.mp3`);
				writeFileSync(file, sandbox.recording(106045223995592));
				let shown;
				try {
					shown = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-'], {
						stdio: ['ignore', 'pipe', 'pipe'],
					}).toString();
				} catch (error) {
					// The check needs ffmpeg; without it only the size can be checked.
					if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
					shown = '';
				}
				expect(shown).toBe('');
				expect(readFileSync(file)).toHaveLength(size);
			}
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('are missing for unanswered, unknown and foreign calls, in three ways', async () => {
		const sandbox = await start({ callsPerDay: 100 });
		const list = await rows(sandbox);
		const missed = list.find((row) => row['successful'] === false)?.['callId'];
		const answered = list.find((row) => row['successful'] === true)?.['callId'];
		expect((await download(sandbox, answered)).status).toBe(200);
		expect((await download(sandbox, answered, 23456)).status).toBe(404);
		expect((await download(sandbox, 12)).status).toBe(404);
		const response = await download(sandbox, missed);
		expect(response.status).toBe(404);
		expect(await response.json()).toHaveProperty('message');
		sandbox.configure({ missingRecording: 'json200' });
		const json = await download(sandbox, missed);
		expect([json.status, Object.keys((await json.json()) as object)]).toEqual([200, ['message']]);
		sandbox.configure({ missingRecording: 'empty200' });
		const empty = await download(sandbox, missed);
		expect([empty.status, await empty.text()]).toEqual([200, '']);
	});
});

describe('rate limit', () => {
	it('lets five starts into any rolling second', () => {
		const limiter = new Limiter();
		const times = [0, 100, 200, 300, 400, 999, 1000, 1099, 1100, 1101];
		const admitted = times.map((time) => limiter.admit(time, 5));
		expect(admitted).toEqual([true, true, true, true, true, false, true, false, true, false]);
		expect(limiter.peak).toBe(8);
	});

	it('refuses over HTTP with 429, for all sites together, and counts', async () => {
		const sandbox = await start({ limitPerSecond: 5, retryAfter: 3 });
		const asks = Array.from({ length: 11 }, (_, at) =>
			get(sandbox, at % 2 ? JOURNAL : JOURNAL.replace('12345', '23456'), {
				clientApiId: DEFAULT_TOKEN,
				...DAY,
			}),
		);
		const responses = await Promise.all(asks);
		const refused = responses.filter((response) => response.status === 429);
		expect(refused).toHaveLength(6);
		expect(refused[0]?.headers.get('retry-after')).toBe('3');
		expect(sandbox.counts).toEqual({ total: 11, served: 5, refused: 6, peakPerSecond: 11 });
		expect(sandbox.requests.filter((entry) => entry.refused)).toHaveLength(6);
		expect((await fetch(`${sandbox.url}/__sandbox`)).status).toBe(200);
		expect(sandbox.counts.total).toBe(11);
	});

	it('can send a date in Retry-After', async () => {
		const sandbox = await start({ limitPerSecond: 1, retryAfter: 'date' });
		const responses = await Promise.all([calls(sandbox), calls(sandbox)]);
		const late = responses.find((response) => response.status === 429);
		expect(Date.parse(late?.headers.get('retry-after') ?? '')).toBeGreaterThan(Date.now());
	});
});

describe('faults', () => {
	async function faulty(fault: Fault, more: StartOptions = {}): Promise<Sandbox> {
		return start({ faults: [fault], ...more });
	}

	it.each([
		[{ kind: '500' }, 500, 'application/json'],
		[{ kind: '502' }, 502, 'text/html'],
		[{ kind: '429', retryAfter: 2 }, 429, 'application/json'],
		[{ kind: '403' }, 403, 'application/json'],
		[{ kind: '404' }, 404, 'application/json'],
		[{ kind: 'html200' }, 200, 'text/html'],
		[{ kind: 'jsonError200', shape: 'C' }, 200, 'application/json'],
		[{ kind: 'error', status: 418, html: '<p>no</p>' }, 418, 'text/html'],
	] as Array<[Fault, number, string]>)('plays %o', async (fault, status, type) => {
		const sandbox = await faulty(fault);
		const response = await calls(sandbox);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toContain(type);
		expect(sandbox.requests[0]).toMatchObject({ status, fault: fault.kind });
	});

	it('sends the error shapes and any other body', async () => {
		const shapes = {
			A: 'message',
			B: 'errorCode',
			C: 'data.apiErrorData.errorMessage',
			D: 'data.validationErrorData.violations',
		};
		for (const [shape, path] of Object.entries(shapes)) {
			const sandbox = await faulty({ kind: 'jsonError200', shape: shape as 'A' });
			expect(await (await calls(sandbox)).json()).toHaveProperty(path);
		}
		const sandbox = await faulty({ kind: 'error', status: 400, body: { message: 'Нет' } });
		expect(await (await calls(sandbox)).json()).toEqual({ message: 'Нет' });
		sandbox.configure({ faults: [{ kind: 'error', status: 500, body: 'not {json' }] });
		expect(await (await calls(sandbox)).text()).toBe('not {json');
	});

	it('counts times and skip, and looks at path, method and query', async () => {
		const sandbox = await start({
			faults: [
				{ kind: '404', query: { page: 2 }, path: 'calls$' },
				{ kind: '500', path: '/download', times: 9 },
				{ kind: '502', skip: 1, times: 1, method: 'GET' },
			],
		});
		const statuses = [];
		for (let at = 0; at < 3; at++) statuses.push((await calls(sandbox)).status);
		expect(statuses).toEqual([200, 502, 200]);
		expect((await calls(sandbox, { ...WEEK, page: 2 })).status).toBe(404);
		expect((await download(sandbox, 1)).status).toBe(500);
		expect(() => sandbox.configure({ faults: [{ kind: 'x' } as never] })).toThrow('fault kind');
	});

	it('leads to another host', async () => {
		const other = createServer((_request, response) => response.end('other host'));
		other.listen(0, '127.0.0.1');
		await once(other, 'listening');
		const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
		const sandbox = await faulty({ kind: 'redirect', location });
		const response = await fetch(urlOf(sandbox, JOURNAL, DAY));
		expect(await response.text()).toBe('other host');
		other.closeAllConnections();
		other.close();
	});

	it('breaks connections', async () => {
		const sandbox = await faulty({ kind: 'resetBefore' });
		await expect(calls(sandbox)).rejects.toThrow('fetch failed');
		for (const kind of ['resetMiddle', 'truncatedBody'] as const) {
			sandbox.configure({ faults: [{ kind }] });
			const response = await calls(sandbox);
			expect(response.status).toBe(200);
			await expect(response.text()).rejects.toThrow('terminated');
		}
	});

	it('cuts JSON in a way that the length does not show', async () => {
		const sandbox = await faulty({ kind: 'truncatedJson' });
		const response = await calls(sandbox);
		const text = await response.text();
		expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
		expect(() => JSON.parse(text) as unknown).toThrow();
	});

	it('falls silent, until it stops', async () => {
		const sandbox = await faulty({ kind: 'stall' });
		const response = await calls(sandbox);
		const body = expect(response.text()).rejects.toThrow('terminated');
		sandbox.configure({ faults: [{ kind: 'hang' }] });
		const hanging = expect(calls(sandbox)).rejects.toThrow('fetch failed');
		while (sandbox.requests.length < 2) await new Promise(setImmediate);
		await sandbox.stop();
		await Promise.all([body, hanging]);
	});

	it('drips', async () => {
		const sandbox = await faulty({ kind: 'drip', delayMs: 2, pieces: 8 });
		const response = await calls(sandbox);
		let pieces = 0;
		const chunks: Uint8Array[] = [];
		for await (const chunk of response.body ?? []) {
			pieces++;
			chunks.push(chunk as Uint8Array);
		}
		expect(pieces).toBeGreaterThan(1);
		sandbox.configure({ faults: [] });
		expect(Buffer.concat(chunks).toString()).toBe(await (await calls(sandbox)).text());
	});

	it('says wrong lengths', async () => {
		const sandbox = await start();
		for (const by of [-10, 10]) {
			sandbox.configure({ faults: [{ kind: 'wrongLength', by }] });
			const socket = connect(sandbox.port, '127.0.0.1');
			const { pathname, search } = new URL(
				urlOf(sandbox, JOURNAL, { clientApiId: DEFAULT_TOKEN, ...DAY }),
			);
			socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: sandbox\r\n\r\n`);
			const chunks: Buffer[] = [];
			for await (const chunk of socket) chunks.push(chunk as Buffer);
			const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
			const said = Number(/content-length: (\d+)/i.exec(head)?.[1]);
			expect(said).toBe(Buffer.byteLength(body) + by);
			expect(JSON.parse(body)).toHaveLength(20);
		}
	});

	it('packs, empties and damages bytes', async () => {
		const sandbox = await start();
		const whole = await (await calls(sandbox)).text();
		sandbox.configure({ faults: [{ kind: 'gzip' }] });
		const packed = await calls(sandbox);
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(await packed.text()).toBe(whole);
		sandbox.configure({ faults: [{ kind: 'empty200' }] });
		expect(await (await calls(sandbox)).text()).toBe('');
		sandbox.configure({ faults: [{ kind: 'invalidUtf8' }] });
		const bytes = Buffer.from(await (await calls(sandbox)).arrayBuffer());
		expect(bytes).toHaveLength(Buffer.byteLength(whole) + 1);
		expect(bytes.includes(0xff)).toBe(true);
	});

	it('slows down one answer or all', async () => {
		const sandbox = await faulty({ kind: 'slow', delayMs: 60, times: 1 }, { latencyMs: 30 });
		const timeOf = async () => {
			const begin = performance.now();
			await (await calls(sandbox)).text();
			return performance.now() - begin;
		};
		expect(await timeOf()).toBeGreaterThan(85);
		expect(await timeOf()).toBeGreaterThan(28);
	});
});

describe('control', () => {
	it('logs requests without the query in the path', async () => {
		const sandbox = await start();
		await (await calls(sandbox)).text();
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'GET',
			path: JOURNAL,
			query: { ...DAY, clientApiId: DEFAULT_TOKEN },
			status: 200,
			fault: null,
		});
		sandbox.requests.clear();
		expect(sandbox.requests).toHaveLength(0);
	});

	it('works over HTTP', async () => {
		const sandbox = await start();
		const control = async (method: string, body?: unknown) => {
			const options = body === undefined ? { method } : { method, body: JSON.stringify(body) };
			const response = await fetch(`${sandbox.url}/__sandbox`, options);
			return [response.status, await response.json()] as [number, Row];
		};
		const [, posted] = await control('POST', {
			callsPerDay: 3,
			faults: [{ kind: '500', times: 1 }],
			addCalls: [{ timestamp: 1764579600 }],
		});
		expect(posted['added']).toEqual([expect.any(String)]);
		expect((await calls(sandbox)).status).toBe(500);
		expect(await rows(sandbox)).toHaveLength(4);
		const [, state] = await control('GET');
		expect(state).toMatchObject({ settings: { callsPerDay: 3 }, counts: { total: 2 } });
		expect(state['requests']).toHaveLength(2);
		expect((await control('POST', { callsPerDya: 1 }))[0]).toBe(400);
		expect((await control('POST', { timezone: 'Mars/Olympus' }))[0]).toBe(400);
		const [, reset] = await control('DELETE');
		expect(reset).toMatchObject({ settings: { callsPerDay: 20, faults: [] }, requests: [] });
		expect(await rows(sandbox)).toHaveLength(20);
	});

	it('runs as a program and ends with 0', async () => {
		const main = fileURLToPath(new URL('../sandbox/main.mts', import.meta.url));
		const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0'], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let text = '';
		for await (const chunk of child.stdout) {
			text += String(chunk);
			if (text.includes('Ctrl+C')) break;
		}
		const url = /Base URL +(\S+)/.exec(text)?.[1] ?? '';
		expect(text).toContain(DEFAULT_TOKEN);
		expect((await fetch(`${url}/__sandbox`)).status).toBe(200);
		child.kill('SIGTERM');
		const [code] = (await once(child, 'exit')) as [number];
		expect(code).toBe(0);
	});
});
