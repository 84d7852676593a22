import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Summary, type GroupKey } from '../../../../nodes/Calltouch/actions/call/summary';
import type { CalltouchRecord } from '../../../../nodes/Calltouch/api/record';

const moscow = 'Europe/Moscow';
const all: GroupKey[] = [
	'campaign',
	'city',
	'content',
	'date',
	'device',
	'hour',
	'keyword',
	'manager',
	'medium',
	'month',
	'phoneNumber',
	'site',
	'source',
	'term',
	'week',
	'weekday',
];

function summarize(
	calls: CalltouchRecord[],
	groupBy: GroupKey[],
	metrics: Parameters<typeof build>[0] = [],
) {
	const summary = build(metrics, groupBy);
	for (const call of calls) summary.add(summary.figuresOf(call));
	return summary.rows('groups');
}

function build(metrics: ConstructorParameters<typeof Summary>[1], groupBy: GroupKey[]) {
	return new Summary(groupBy, metrics, moscow);
}

const call = (changes: CalltouchRecord = {}): CalltouchRecord => ({
	callId: 1,
	timestamp: 1702569133,
	date: '14/12/2023 18:52:13',
	duration: 100,
	waitingConnect: 4,
	successful: true,
	uniqueCall: true,
	targetCall: true,
	uniqTargetCall: false,
	source: 'google',
	medium: 'cpc',
	utmCampaign: 'brand',
	...changes,
});

describe('Summary', () => {
	it('counts numbers and flags that come as text', () => {
		const asText = { duration: '100', waitingConnect: '4', successful: 'True', uniqueCall: '1' };
		const metrics = ['answeredCalls', 'averageWait', 'talkSeconds'] as const;
		expect(summarize([call(asText)], [], [...metrics])).toEqual(
			summarize([call()], [], [...metrics]),
		);
	});

	it('names the groups and counts as the contract says', () => {
		expect(
			summarize([call(), call({ uniqueCall: false })], ['date', 'source', 'medium', 'campaign']),
		).toEqual([
			{
				date: '2023-12-14',
				source: 'google',
				medium: 'cpc',
				name: 'brand',
				campaign: 'brand',
				ordinaryCalls: 2,
				uniqCalls: 1,
				targetCalls: 2,
				uniqTargetCalls: 0,
			},
		]);
	});

	it('knows every way to group', () => {
		const [row] = summarize(
			[call({ phoneNumber: '74990001001', siteId: 12345, city: 'moscow' })],
			all,
		);
		expect(row).toMatchObject({
			name: 'brand',
			city: 'moscow',
			content: null,
			date: '2023-12-14',
			device: null,
			hour: 18,
			keyword: null,
			manager: null,
			medium: 'cpc',
			month: '2023-12',
			phoneNumber: '74990001001',
			siteId: 12345,
			source: 'google',
			term: null,
			week: '2023-12-11',
			weekday: 4,
		});
	});

	it('counts a call on the day of the account, also when only the written date is there', () => {
		const newYear = call({ timestamp: 1767214800, date: null });
		const written = call({ timestamp: null, date: '01/01/2026 00:00:00' });
		const zero = call({ timestamp: 0, date: '01/01/2026 00:00:00' });
		expect(summarize([newYear, written, zero], ['date', 'hour'])).toMatchObject([
			{ date: '2026-01-01', hour: 0, ordinaryCalls: 3 },
		]);
		expect(summarize([call({ timestamp: null, date: null })], ['date'])).toMatchObject([
			{ date: null, ordinaryCalls: 1 },
		]);
	});

	it('adds the figures that are asked for', () => {
		const calls = [
			call(),
			call({ callId: 12, successful: false, duration: -30, waitingConnect: 10 }),
			call({ callId: 3, waitingConnect: null }),
		];
		expect(
			summarize(
				calls,
				[],
				['answeredCalls', 'missedCalls', 'talkSeconds', 'averageWait', 'callIDs'],
			),
		).toEqual([
			{
				ordinaryCalls: 3,
				uniqCalls: 3,
				targetCalls: 3,
				uniqTargetCalls: 0,
				answeredCalls: 2,
				missedCalls: 1,
				talkSeconds: 200,
				averageWait: 7,
				callIDs: [1, 3, 12],
			},
		]);
	});

	it('reads booleans that an old server writes as text', () => {
		expect(summarize([call({ uniqueCall: 'True', targetCall: 'False' })], [])).toMatchObject([
			{ uniqCalls: 1, targetCalls: 0 },
		]);
	});

	it('orders labels of different types the same way, whatever the order of the calls', () => {
		const calls = [1000000000, '2', 200000000, true, null].map((utmCampaign) =>
			call({ utmCampaign }),
		);
		const names = (records: CalltouchRecord[]) =>
			summarize(records, ['campaign']).map(({ name }) => name);
		const ordered = [true, 200000000, 1000000000, '2', null];
		expect(names(calls)).toEqual(ordered);
		expect(names([...calls].reverse())).toEqual(ordered);
	});

	it('puts every call into exactly one group, whatever the labels are, in whatever order calls come', () => {
		const label = fc.oneof(
			fc.constantFrom('__proto__', 'constructor', 'toString', '', null, undefined, 'a', '["a"]'),
			fc.string(),
			fc.integer(),
			fc.boolean(),
		);
		const calls = fc.array(
			fc.record({
				callId: fc.nat(),
				source: label,
				medium: label,
				utmCampaign: label,
				uniqueCall: fc.boolean(),
				timestamp: fc.nat(2_000_000_000),
			}),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(calls, fc.subarray(all), (records, groupBy) => {
				const rows = summarize(records, groupBy, ['callIDs']);
				const sum = (figure: string) => rows.reduce((total, row) => total + Number(row[figure]), 0);
				expect(sum('ordinaryCalls')).toBe(records.length);
				expect(sum('uniqCalls')).toBe(records.filter(({ uniqueCall }) => uniqueCall).length);
				expect(rows.flatMap((row) => row.callIDs).sort()).toEqual(
					records.map(({ callId }) => callId).sort(),
				);
				expect(summarize([...records].reverse(), groupBy, ['callIDs'])).toEqual(rows);
			}),
			{ numRuns: 1000 },
		);
	});
});
