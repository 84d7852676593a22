import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 500 });

const summarize = { resource: 'call', operation: 'summarize' };
const days = { period: 'range', dateFrom: '2025-12-29', dateTo: '2026-01-02' };
const total = (rows: Array<Record<string, unknown>>, figure: string) =>
	rows.reduce((sum, row) => sum + Number(row[figure]), 0);

describe('call: summarize', () => {
	it('has the totals of the journal, group by group', async () => {
		const { json } = await execute(sandbox, { ...summarize, ...days });
		const calls = await readJournal(days);
		expect(Object.keys(json[0] ?? {})).toEqual([
			'date',
			'source',
			'medium',
			'name',
			'campaign',
			'ordinaryCalls',
			'uniqCalls',
			'targetCalls',
			'uniqTargetCalls',
		]);
		expect(total(json, 'ordinaryCalls')).toBe(2500);
		const counted = {
			ordinaryCalls: () => true,
			uniqCalls: (call: object) => 'uniqueCall' in call && call.uniqueCall,
			targetCalls: (call: object) => 'targetCall' in call && call.targetCall,
			uniqTargetCalls: (call: object) => 'uniqTargetCall' in call && call.uniqTargetCall,
		};
		for (const row of json) {
			const group = calls.filter(
				({ date, source, medium, utmCampaign }) =>
					String(date).startsWith(String(row.date).split('-').reverse().join('/')) &&
					source === row.source &&
					medium === row.medium &&
					utmCampaign === row.name,
			);
			for (const [figure, counts] of Object.entries(counted)) {
				expect(row[figure]).toBe(group.filter((call) => counts(call)).length);
			}
		}
	});

	it('counts only the calls that the filters let through', async () => {
		const filters = { targetOnly: true, anyOf: { condition: [{ field: 'medium', value: 'cpc' }] } };
		const { json } = await execute(sandbox, {
			...summarize,
			...days,
			groupBy: ['medium'],
			filters,
		});
		expect(json).toMatchObject([
			{ medium: 'cpc', ordinaryCalls: (await readJournal({ ...days, filters })).length },
		]);
	});

	it('puts the groups with most calls first when that is chosen', async () => {
		const groupBy = ['source', 'campaign'];
		const options = { sortBy: 'calls' };
		const { json } = await execute(sandbox, { ...summarize, ...days, groupBy, options });
		const { json: byGroup } = await execute(sandbox, { ...summarize, ...days, groupBy });
		const counts = json.map(({ ordinaryCalls }) => Number(ordinaryCalls));
		expect(counts).toEqual([...counts].sort((a, b) => b - a));
		expect(byGroup.length).toBeGreaterThan(1);
		expect(json).toEqual(expect.arrayContaining(byGroup));
		expect(json).toHaveLength(byGroup.length);
		for (const { name, campaign } of json) expect(campaign).toBe(name);
	});

	it('gives one row without groups, with the further figures and the site', async () => {
		const calls = await readJournal(days);
		const metrics = ['answeredCalls', 'missedCalls', 'talkSeconds', 'averageWait', 'callIDs'];
		const options = { metrics, includeSite: true };
		const { json } = await execute(sandbox, { ...summarize, ...days, groupBy: [], options });
		const answered = calls.filter(({ successful }) => successful === true).length;
		expect(json).toMatchObject([
			{
				siteId: '12345',
				ordinaryCalls: 2500,
				answeredCalls: answered,
				missedCalls: 2500 - answered,
				talkSeconds: calls.reduce((sum, { duration }) => sum + Math.max(0, Number(duration)), 0),
			},
		]);
		expect(json[0]?.callIDs).toEqual(
			calls.map(({ callId }) => callId).sort((a, b) => Number(a) - Number(b)),
		);
	});

	it('takes campaigns named like parts of JavaScript for campaigns', async () => {
		const names = ['__proto__', 'constructor', 'toString', '__proto__'];
		const extraRecords = names.map((name, index) => ({
			date: '2025-12-31',
			json: `{"callId":${index + 1},"date":"31/12/2025 10:00:00","utmCampaign":"${name}"}`,
		}));
		sandbox.configure({ callsPerDay: 0, extraRecords });
		const { json } = await execute(sandbox, { ...summarize, ...days, groupBy: ['campaign'] });
		expect(json.map(({ name, ordinaryCalls }) => [name, ordinaryCalls])).toEqual([
			['__proto__', 2],
			['constructor', 1],
			['toString', 1],
		]);
	});

	it('gives no row for days without calls, and one of zeros without groups', async () => {
		sandbox.configure({ callsPerDay: 0 });
		expect(await execute(sandbox, { ...summarize, ...days })).toMatchObject({
			status: 'success',
			json: [],
		});
		const options = { metrics: ['missedCalls', 'averageWait'], includeSite: true };
		const { json } = await execute(sandbox, { ...summarize, ...days, groupBy: [], options });
		const zeros = { ordinaryCalls: 0, uniqCalls: 0, targetCalls: 0, uniqTargetCalls: 0 };
		expect(json).toEqual([{ siteId: '12345', ...zeros, missedCalls: 0, averageWait: null }]);
	});
});
