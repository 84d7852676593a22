import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUp } from '../../../../nodes/Calltouch/triggers/polling/catchUp';
import type { Entry, Poll } from '../../../../nodes/Calltouch/triggers/polling/journal';
import { packIds, unpackIds } from '../../../../nodes/Calltouch/triggers/polling/idCode';
import { loadKnown, saveKnown } from '../../../../nodes/Calltouch/triggers/polling/storage';
import type { Memory } from '../../../../nodes/Calltouch/triggers/polling/memory';

const hour = 3600;
const day = 24 * hour;
const noon = Date.parse('2025-12-31T12:00:00Z') / 1000;
const dayOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

describe('packed ids', () => {
	it('come back, whatever they are', () => {
		const number = fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String);
		fc.assert(
			fc.property(fc.array(fc.oneof(number, fc.string())), (ids) => {
				expect(unpackIds(packIds(ids)).sort()).toEqual([...new Set(ids)].sort());
			}),
		);
	});

	it('take three signs each for the calls of a busy site', () => {
		const ids = Array.from({ length: 10_000 }, (_, at) => String(900_000_000 + at * 800));
		expect(packIds(ids).length).toBeLessThan(21_000);
	});
});

function memoryWith(changes: Partial<Memory>): Memory {
	return {
		polls: 0,
		madeAt: noon,
		stamp: 'a',
		scope: 'newCall:1',
		view: '{}',
		from: '2025-12-30',
		next: '2025-12-31',
		known: '2025-12-30',
		startedAt: noon - hour,
		early: new Set(),
		spans: [],
		newest: noon,
		readAt: noon,
		emitted: new Map(),
		passed: new Map(),
		old: new Map(),
		open: new Set(),
		pages: 1,
		...changes,
	};
}

describe('the memory', () => {
	it('survives the way through the database, and nothing else is taken for one', () => {
		const memory = memoryWith({
			emitted: new Map([
				['7', '2025-12-30'],
				['800000000802881118', '2025-12-31'],
				['a b', '2025-12-31'],
			]),
			passed: new Map([['8', '2025-12-30']]),
			old: new Map([['6', '2025-12-30']]),
			open: new Set(['9']),
			early: new Set(['5']),
			spans: [{ from: noon - day, to: noon, early: new Set(['4']), open: new Set(['3']) }],
		});
		const data = {};
		saveKnown(data, memory);
		expect(loadKnown(JSON.parse(JSON.stringify(data)) as never)).toEqual(memory);
		for (const broken of [{}, { memory: 5 }, { memory: '{' }, { memory: '{}' }]) {
			expect(loadKnown(broken)).toBeUndefined();
		}
	});

	it.each([
		['a day', day, 40_000],
		['a week', 7 * day, 120_000],
	])(
		'stays small with 100,000 calls in a month and a lookback of %s',
		async (_, lookback, most) => {
			let id = 900_000_000;
			const random = (() => {
				let seed = 7;
				return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
			})();
			// Ids of one site lie far apart: all customers of Calltouch share one sequence.
			const calls = Array.from({ length: 100_000 }, (_, at) => ({
				id: String((id += 1 + Math.floor(random() * 2000))),
				at: noon + (at * 30 * day) / 100_000,
			}));
			const entries = entriesOf(calls);
			let memory = memoryWith({ from: dayOf(noon), next: dayOf(noon), startedAt: noon, newest: 0 });
			let largest = 0;
			let emitted = 0;
			for (let now = noon; now <= noon + 30 * day; now += 8 * hour) {
				const result = await catchUp(pollOf(entries, now, lookback), memory);
				memory = result.memory;
				emitted += result.found.length;
				const data = {};
				saveKnown(data, memory);
				largest = Math.max(largest, JSON.stringify(data).length);
			}
			expect(emitted).toBe(100_000);
			expect(largest).toBeLessThan(most);
			console.log(`Largest memory with a lookback of ${_}: ${largest} bytes`);
		},
		120_000,
	);
});

function entriesOf(calls: Array<{ id: string; at: number }>): Entry[] {
	return calls.map(({ id, at }) => ({ id, at, ended: true, json: () => ({}) }));
}

const midnight = (of: string) => Date.parse(of) / 1000;

function pollOf(entries: Entry[], now: number, lookback: number): Poll {
	return {
		journal: {
			async *read({ from, to }) {
				const [start, end] = [midnight(from), midnight(to) + day];
				yield entries.filter(({ at }) => at <= now && at >= start && at < end);
			},
		},
		rules: { noun: 'call', scope: 'newCall:1', view: '{}', zone: 'UTC', lookback },
		now,
		isOver: () => false,
	};
}

describe('catching up', () => {
	const ids = (found: Entry[]) => found.map(({ id }) => id);

	it('lets no day go that it could not read again', async () => {
		const late = { id: '1', at: noon - 2 * hour };
		const fresh = { id: '2', at: noon + 3 * day };
		const poll = pollOf(entriesOf([late, fresh]), noon + 3 * day, day);
		const { read } = poll.journal;
		let stretches = 0;
		poll.isOver = () => stretches++ >= 3;
		const first = await catchUp(poll, memoryWith({ from: '2025-12-30', next: '2026-01-01' }));
		expect(ids(first.found)).toEqual(['2']);
		const second = await catchUp({ ...poll, journal: { read }, isOver: () => false }, first.memory);
		expect(ids(second.found)).toEqual(['1']);
	});

	it('keeps what came before the line broke', async () => {
		const poll = pollOf([], noon, day);
		poll.journal.read = async function* () {
			yield [{ id: '1', at: noon, ended: true, json: () => ({}) }];
			throw new Error('The line broke');
		};
		const { found, stoppedBy, memory } = await catchUp(poll, memoryWith({}));
		expect(ids(found)).toEqual(['1']);
		expect(stoppedBy).toBeInstanceOf(Error);
		expect([memory.from, memory.next]).toEqual(['2025-12-30', '2025-12-31']);
	});

	it('finds new calls although the clock went back a day', async () => {
		const poll = { ...pollOf(entriesOf([{ id: '1', at: noon }]), noon, day), now: noon - day };
		expect(ids((await catchUp(poll, memoryWith({}))).found)).toEqual(['1']);
	});

	it('does not wait for ever for a call that never ends', async () => {
		const poll = pollOf(entriesOf([{ id: '2', at: noon + 2 * day }]), noon + 2 * day, day);
		const stuck = { id: '1', at: noon, ended: false, json: () => ({}) };
		const { read } = poll.journal;
		poll.journal = {
			async *read(days) {
				yield* read(days);
				if (days.from <= dayOf(noon) && days.to >= dayOf(noon)) yield [stuck];
			},
		};
		const { found, memory } = await catchUp(poll, memoryWith({}));
		expect(ids(found)).toEqual(['1', '2']);
		expect(ids((await catchUp(poll, memory)).found)).toEqual([]);
	});

	it.each([
		['that is longer than the lookback', noon - 2 * hour],
		['without a time', 0],
	])('waits for the end of a call %s if the filters need it', async (_, at) => {
		const poll = pollOf([], noon, hour);
		const call = { id: '1', at, ended: false, mustEnd: true, json: () => ({}) };
		const show = (entry: Entry) => {
			poll.journal.read = async function* () {
				yield [entry];
			};
		};
		show(call);
		const before = await catchUp(poll, memoryWith({ startedAt: 0 }));
		expect(ids(before.found)).toEqual([]);
		show({ ...call, ended: true, mustEnd: undefined });
		const after = await catchUp(poll, before.memory);
		expect(ids(after.found)).toEqual(['1']);
		expect(ids((await catchUp(poll, after.memory)).found)).toEqual([]);
	});

	it('spreads a long backlog over several polls, oldest first', async () => {
		const calls = entriesOf(
			Array.from({ length: 30_000 }, (_, at) => ({
				id: String(at),
				at: noon + Math.floor((at * 10 * day) / 30_000),
			})),
		);
		const poll = pollOf(calls, noon + 10 * day, day);
		let memory = memoryWith({});
		const turns: number[] = [];
		const all: string[] = [];
		while (all.length < calls.length) {
			const result = await catchUp(poll, memory);
			memory = result.memory;
			turns.push(result.found.length);
			all.push(...ids(result.found));
			expect(turns.length).toBeLessThan(9);
		}
		expect(Math.max(...turns)).toBeLessThan(14_000);
		expect(all).toEqual(calls.map(({ id }) => id));
	});
});
