import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	beginWatching,
	findChanges,
} from '../../../../../nodes/Calltouch/triggers/polling/changes/compare';
import {
	firstDayThatFits,
	storedBytes,
} from '../../../../../nodes/Calltouch/triggers/polling/changes/fit';
import {
	packPrints,
	unpackPrints,
	type Seen,
} from '../../../../../nodes/Calltouch/triggers/polling/changes/prints';
import {
	isSame,
	tokenOf,
	unknown,
} from '../../../../../nodes/Calltouch/triggers/polling/changes/tokens';
import {
	difference,
	tokenizer,
} from '../../../../../nodes/Calltouch/triggers/polling/changes/watch';

const slots = [
	{ name: 'callTags', keys: ['callTags'] },
	{ name: 'comments', keys: ['comments'] },
	{ name: 'customFields', keys: ['customFields'] },
	{ name: 'orders', keys: ['orders'] },
	{ name: 'flags', keys: ['uniqueCall', 'targetCall', 'uniqTargetCall'] },
	{ name: 'manager', keys: ['manager'] },
	{ name: 'statusDetails', keys: ['statusDetails'] },
	{ name: 'phrases', keys: ['phrases'] },
];
const tokens = tokenizer(slots);

/** Records of a busy site: most have tags and a manager, one in six a comment, one in ten a deal. */
function records(count: number, days: number): Map<string, Seen> {
	const first = Date.parse('2025-12-01');
	const perDay = Math.ceil(count / days);
	return new Map(
		Array.from({ length: count }, (_, at) => {
			const call = {
				callTags: [{ category: '', type: 'MANUAL', names: [`Тег ${at % 40}`] }],
				comments:
					at % 6 === 0 ? [{ commentId: at * 7, comment: `Перезвонить ${at}`, partyId: 9 }] : [],
				customFields: at % 3 === 0 ? [{ field: 'branch', value: `b${at % 20}` }] : [],
				orders:
					at % 10 === 0 ? [{ orderId: at, orderNumber: `A-${at}`, plannedAmount: at * 11 }] : [],
				uniqueCall: at % 2 === 0,
				targetCall: at % 3 === 0,
				uniqTargetCall: at % 6 === 0,
				manager: `Manager ${at % 12}`,
				statusDetails: at % 5 === 0 ? 'Client hung up' : 'Successful call',
			};
			const day = new Date(first + Math.floor(at / perDay) * 86_400_000).toISOString().slice(0, 10);
			return [String(900_000_000 + at * 800), { day, tokens: tokens(call) }] as const;
		}),
	);
}

describe('what is kept of watched records', () => {
	it('comes back from the database, with the old values that fit', () => {
		const token = fc.oneof(
			fc.constant(''),
			fc.constant(unknown),
			fc.jsonValue().map((value) => tokenOf(value)),
		);
		const id = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String), fc.string());
		const seen = fc.record({
			day: fc.constantFrom('2025-12-30', '2025-12-31'),
			tokens: fc.tuple(token, token, token),
		});
		fc.assert(
			fc.property(fc.array(fc.tuple(id, seen)), (entries) => {
				const all = new Map(entries);
				const stored = JSON.parse(JSON.stringify(packPrints(all))) as ReturnType<typeof packPrints>;
				const back = unpackPrints(stored, 3);
				expect([...back.keys()].sort()).toEqual([...all.keys()].sort());
				for (const [key, { day, tokens: own }] of all) {
					expect(back.get(key)?.day).toBe(day);
					own.forEach((each, at) => {
						const kept = back.get(key)?.tokens[at] ?? '';
						expect(isSame(kept, each)).toBe(true);
						expect([kept === '', kept === unknown]).toEqual([each === '', each === unknown]);
					});
				}
			}),
		);
	});

	it('takes about 12 bytes a record, and never more than 400 kB', () => {
		const table = [1_000, 10_000, 50_000].map((count) => {
			const all = records(count, 30);
			const first = firstDayThatFits(all);
			const kept = new Map([...all].filter(([, { day }]) => day >= (first ?? '')));
			const bytes = storedBytes(kept);
			expect(bytes).toBeLessThan(400_000);
			// The fewer there are, the more old values have room.
			expect(bytes / kept.size).toBeLessThan(count > 1000 ? 12.5 : 16);
			// Only as much is let go as has to be.
			if (first !== undefined) expect(bytes).toBeGreaterThan(340_000);
			return { records: count, kept: kept.size, bytes, each: bytes / kept.size };
		});
		console.table(table);
	});

	it('says from which day on it looks when not all fits, and goes on with these days', async () => {
		const all = [...records(60_000, 30)].map(([id, { day, tokens: own }]) => ({
			id,
			day,
			at: Date.parse(`${day}T12:00:00Z`) / 1000,
			ended: true,
			json: () => ({ id }),
			tokens: own,
		}));
		const asked: string[] = [];
		const poll = {
			slots,
			blocks: [],
			includeNew: false,
			rules: { noun: 'call', scope: 's', view: '{}', zone: 'UTC', lookback: 29 * 86_400 },
			now: Date.parse('2025-12-30T20:00:00Z') / 1000,
			isOver: () => false,
			journal: {
				async *read({ from, to }: { from: string; to: string }) {
					asked.push(from);
					yield await Promise.resolve(all.filter(({ day }) => day >= from && day <= to));
				},
			},
		};
		const { memory, notice } = await beginWatching(poll);
		expect(notice?.message).toContain(`since ${memory.fits} only`);
		expect(storedBytes(memory.records)).toBeLessThan(400_000);
		const changed = all.at(-1);
		if (changed) changed.tokens = tokens({ manager: 'New' });
		asked.length = 0;
		const next = await findChanges(poll, memory);
		expect(next.found.map(({ id }) => id)).toEqual([changed?.id]);
		expect(Math.min(...asked.map((day) => Date.parse(day)))).toBe(Date.parse(memory.fits));
	});
});

describe('what counts as a change', () => {
	const differ = (before: object, after: object) =>
		difference(slots, tokens({ ...before }), tokens({ ...after }))?.changedFields;

	it('is no other order, and no other kind of nothing', () => {
		const [a, b] = [
			{ names: ['x'], type: 'MANUAL' },
			{ type: 'WEB-API', names: ['y'] },
		];
		expect(
			differ({ callTags: [a, b] }, { callTags: [b, { type: 'MANUAL', names: ['x'] }] }),
		).toBeUndefined();
		expect(differ({ callTags: null }, { callTags: [], manager: '', orders: {} })).toBeUndefined();
	});

	it('is a flag that Calltouch sets to false, and names the flags that differ', () => {
		expect(differ({ uniqueCall: true }, { uniqueCall: true, targetCall: false })).toEqual([
			'targetCall',
		]);
	});

	it('is found in long values as well, which are not told', () => {
		const long = (end: string) => ({ phrases: [{ message: 'a'.repeat(300) + end }] });
		const told = difference(slots, tokens(long('1')), tokens(long('2')));
		expect(told).toEqual({ changedFields: ['phrases'], before: {} });
	});
});
