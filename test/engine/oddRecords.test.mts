import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

/** Calls that are not what they seem to be: still going on, of other days, written in another zone. */

sandboxForEach({ callsPerDay: 0 });

const getAll = { resource: 'call', operation: 'getAll', returnAll: true };
const summarize = { resource: 'call', operation: 'summarize', groupBy: [] };
const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };

/** Puts calls into the journal of the day. */
function serve(...calls: object[]) {
	const extraRecords = calls.map((call, at) => ({
		date: '2025-12-31',
		json: JSON.stringify({ callId: at + 1, date: '31/12/2025 10:00:00', ...call }),
	}));
	sandbox.configure({ extraRecords });
}

const ids = ({ json }: { json: Array<Record<string, unknown>> }) =>
	json.map(({ callId }) => callId);

describe('a call that is still going on', () => {
	const calls = [
		{ callphase: 'callconnected', duration: 0, successful: false, waitingConnect: 5 },
		{ callphase: 'calldisconnected', duration: 0, successful: false, waitingConnect: 30 },
		{ callphase: 'calldisconnected', duration: 60, successful: true, waitingConnect: 10 },
	];

	it('has neither duration nor outcome in simplified output', async () => {
		serve(...calls);
		const { json } = await execute(sandbox, { ...getAll, ...day });
		expect(json.map(({ duration, successful }) => [duration, successful])).toEqual([
			[null, null],
			[0, false],
			[60, true],
		]);
	});

	it('is neither missed nor answered in a summary', async () => {
		serve(...calls);
		const metrics = ['answeredCalls', 'missedCalls', 'talkSeconds', 'averageWait'];
		const { json } = await execute(sandbox, { ...summarize, ...day, options: { metrics } });
		expect(json).toMatchObject([
			{ ordinaryCalls: 3, answeredCalls: 1, missedCalls: 1, talkSeconds: 60, averageWait: 20 },
		]);
	});

	it('is left out by Ended Calls Only, which Calltouch is not asked for', async () => {
		serve(...calls);
		const filters = { endedOnly: true };
		expect(ids(await execute(sandbox, { ...getAll, ...day, filters }))).toEqual([2, 3]);
		expect(sandbox.requests.at(-1)?.query).not.toHaveProperty('endedOnly');
		const { json } = await execute(sandbox, { ...summarize, ...day, filters });
		expect(json).toMatchObject([{ ordinaryCalls: 2 }]);
		const files = { resource: 'call', operation: 'export', ...day, filters };
		expect((await execute(sandbox, files)).json).toMatchObject([{ rows: 2 }]);
	});
});

describe('a call of a day that was not asked for', () => {
	const calls = [{}, { date: '30/12/2025 10:00:00' }, { date: '01/01/2026 00:00:00' }, {}];
	const statistics = { resource: 'stats', operation: 'get', options: { computeFromCalls: true } };

	it('is left out of lists, files and sums, and a hint tells of it', async () => {
		serve(...calls);
		const list = await execute(sandbox, { ...getAll, ...day });
		expect(ids(list)).toEqual([1, 4]);
		expect(list.hints).toMatchObject([
			{
				message:
					'Records of days outside the Period that Calltouch sent and this node left out: 2.',
				type: 'warning',
			},
		]);
		const summary = await execute(sandbox, { ...summarize, ...day });
		expect(summary).toMatchObject({ json: [{ ordinaryCalls: 2 }], hints: [{}] });
		const files = await execute(sandbox, { resource: 'call', operation: 'export', ...day });
		expect(files).toMatchObject({ json: [{ rows: 2 }], hints: [{}] });
		const total = await execute(sandbox, { ...statistics, ...day });
		expect(total).toMatchObject({ json: [{ callsTotal: 2 }], hints: [{}] });
	});

	it('is right when the days are those of the session', async () => {
		// The sandbox knows no session of a call that is given to it, so the whole answer is given.
		const records = calls.map((call, at) => ({
			callId: at + 1,
			date: '31/12/2025 10:00:00',
			...call,
		}));
		const body = { page: 1, pageTotal: 1, recordsTotal: 4, records };
		sandbox.configure({ faults: [{ path: 'calls-diary', kind: 'error', status: 200, body }] });
		const filters = { bindTo: 'session' };
		const list = await execute(sandbox, { ...getAll, ...day, filters });
		expect(list).toMatchObject({ hints: [] });
		expect(ids(list)).toEqual([1, 2, 3, 4]);
	});
});

describe('a list that ends at its limit', () => {
	it.each([
		[1, 1, 1],
		[2, 2, 1],
		[3, 2, 0],
	])('tells so in a hint: limit %i', async (limit, length, hints) => {
		serve({}, {});
		const list = await execute(sandbox, { ...getAll, ...day, returnAll: false, limit });
		expect(list.json).toHaveLength(length);
		expect(list.hints).toMatchObject(
			hints ? [{ type: 'info', message: expect.stringContaining('may have more') as string }] : [],
		);
	});
});

describe('a credential with another zone than the account', () => {
	// 31 December 2025, 10:00 in Moscow.
	const timestamp = Date.UTC(2025, 11, 31, 7) / 1000;

	it.each([
		['Asia/Yekaterinburg', '2 h earlier'],
		['Europe/Kaliningrad', '1 h later'],
		['Europe/Moscow', undefined],
	])('is told of in a hint: %s', async (timezone, gap) => {
		serve({ timestamp }, { timestamp });
		const { hints } = await execute(sandbox, { ...getAll, ...day }, { credential: { timezone } });
		expect(hints).toMatchObject(
			gap ? [{ message: expect.stringContaining(`these records ${gap} than`) as string }] : [],
		);
	});
});

describe('hours over midnight', () => {
	it('are those of the night', async () => {
		const times = ['05:59:59', '06:00:59', '06:01:00', '21:59:59', '22:00:00', '23:00:00'];
		serve(...times.map((time) => ({ date: `31/12/2025 ${time}` })));
		const filters = { timeFrom: '22:00', timeTo: '06:00' };
		const { json } = await execute(sandbox, { ...getAll, ...day, filters, output: 'raw' });
		expect(json.map(({ date }) => String(date).slice(11))).toEqual([
			'05:59:59',
			'06:00:59',
			'22:00:00',
			'23:00:00',
		]);
		expect(sandbox.requests.at(-1)?.query).not.toHaveProperty('timeFrom');
	});
});
