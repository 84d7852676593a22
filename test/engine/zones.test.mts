import { DateTime } from 'luxon';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { execute, siteId } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 30, firstDay: '2025-12-01', lastDay: '2026-03-31' });
const zoneOfTheTest = process.env.TZ;
afterEach(async () => {
	vi.useRealTimers();
	if (zoneOfTheTest === undefined) delete process.env.TZ;
	else process.env.TZ = zoneOfTheTest;
});

const processZones = ['UTC', 'America/Los_Angeles', 'Asia/Vladivostok'];
const workflowZones = ['America/Los_Angeles', 'Asia/Vladivostok', 'UTC'];
const places = processZones.flatMap((process) =>
	workflowZones.map((workflow) => ({ process, workflow })),
);
const getAll = { resource: 'call', operation: 'getAll', returnAll: true };

/** The days that the journal was asked for, at a moment. */
async function asked(
	at: string,
	parameters: object,
	{ process: zone, workflow }: (typeof places)[number],
	account = 'Europe/Moscow',
) {
	process.env.TZ = zone;
	vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) });
	const credential = { timezone: account };
	const result = await execute(
		sandbox,
		{ ...getAll, ...parameters },
		{ timezone: workflow, credential },
	);
	expect(result.error).toBeUndefined();
	const { dateFrom, dateTo } = sandbox.requests[0]?.query ?? {};
	return { days: `${dateFrom} ${dateTo}`, ...result };
}

describe.each(places)('n8n in $process, the workflow in $workflow', (place) => {
	it.each([
		['yesterday', '2025-12-31T20:59:59Z', '30/12/2025 30/12/2025'],
		['yesterday', '2025-12-31T21:00:00Z', '31/12/2025 31/12/2025'],
		['today', '2025-12-31T20:59:59Z', '31/12/2025 31/12/2025'],
		['today', '2025-12-31T21:00:00Z', '01/01/2026 01/01/2026'],
		['thisMonth', '2025-12-31T21:00:00Z', '01/01/2026 01/01/2026'],
		['lastMonth', '2025-12-31T21:00:00Z', '01/12/2025 31/12/2025'],
		['lastMonth', '2026-02-28T20:59:59Z', '01/01/2026 31/01/2026'],
		['lastMonth', '2026-02-28T21:00:00Z', '01/02/2026 28/02/2026'],
		['lastDays', '2026-01-02T21:00:00Z', '27/12/2025 02/01/2026'],
	])('"%s" at %s means %s of the account', async (period, at, days) => {
		expect((await asked(at, { period }, place)).days).toBe(days);
	});

	it.each([
		['2025-12-31', '31/12/2025'],
		['31/12/2025', '31/12/2025'],
		['2025-12-31T00:00:00', '31/12/2025'],
		['2025-12-31T23:59:59', '31/12/2025'],
		['2025-12-31T20:59:59Z', '31/12/2025'],
		['2025-12-31T21:00:00Z', '01/01/2026'],
		['2026-01-01T00:30:00+07:00', '31/12/2025'],
		["={{ DateTime.fromISO('2025-12-31T21:00:00Z') }}", '01/01/2026'],
		["={{ new Date('2025-12-31T20:59:59Z') }}", '31/12/2025'],
		['={{ $now }}', '10/01/2026'],
	])('the date %s is the day %s of the account', async (date, day) => {
		const range = { period: 'range', dateFrom: date, dateTo: date };
		expect((await asked('2026-01-09T21:30:00Z', range, place)).days).toBe(`${day} ${day}`);
	});

	it('is really there', async () => {
		await asked('2026-01-02T12:00:00Z', { period: 'today' }, place);
		expect(new Date().getHours()).toBe(DateTime.now().setZone(place.process).hour);
	});

	it('shows calls on the clock of the account, all of them on the day that was asked for', async () => {
		const range = { period: 'range', dateFrom: '2026-01-01', dateTo: '2026-01-01' };
		const { json } = await asked('2026-01-02T12:00:00Z', range, place);
		expect(json.map(({ callId }) => String(callId))).toEqual(
			sandbox.callIds(Number(siteId), '2026-01-01'),
		);
		for (const { date } of json) expect(date).toMatch(/^2026-01-01T\d\d:\d\d:\d\d\+03:00$/);
	});

	it('groups calls by the day and the hour of the account', async () => {
		const range = { period: 'range', dateFrom: '2026-01-01', dateTo: '2026-01-01' };
		const summary = { operation: 'summarize', groupBy: ['date', 'hour'], ...range };
		const { json } = await asked('2026-01-02T12:00:00Z', summary, place);
		expect(new Set(json.map(({ date }) => date))).toEqual(new Set(['2026-01-01']));
		expect(json.reduce((sum, { ordinaryCalls }) => sum + Number(ordinaryCalls), 0)).toBe(30);
	});
});

it('takes the day of an account far in the east', async () => {
	const place = { process: 'America/Los_Angeles', workflow: 'UTC' };
	const { days } = await asked(
		'2025-12-31T12:00:00Z',
		{ period: 'today' },
		place,
		'Asia/Kamchatka',
	);
	expect(days).toBe('01/01/2026 01/01/2026');
});
