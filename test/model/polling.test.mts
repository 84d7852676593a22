import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World, type Trouble } from './world.mts';

const minute = 60;
const hour = 3600;
const day = 86_400;

type Action =
	| { do: 'poll'; trouble: Trouble }
	| { do: 'pollTwice' }
	| { do: 'restart' }
	| { do: 'wait'; seconds: number }
	| { do: 'call'; ago: number; late: number; lasts: number; matches: boolean }
	| { do: 'many'; count: number; spread: number }
	| { do: 'flag'; which: number; matches: boolean }
	| { do: 'clock'; error: number };

const action: fc.Arbitrary<Action> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('poll' as const),
			trouble: fc.oneof(
				{ weight: 3, arbitrary: fc.constant({}) },
				{ weight: 1, arbitrary: fc.record({ failAfter: fc.nat(6) }) },
				{ weight: 1, arbitrary: fc.record({ overAfter: fc.nat(4) }) },
			),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('pollTwice' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			seconds: fc.oneof(
				{ weight: 6, arbitrary: fc.integer({ min: 1, max: 3 * hour }) },
				{ weight: 1, arbitrary: fc.integer({ min: hour, max: 5 * day }) },
			),
		}),
	},
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('call' as const),
			ago: fc.nat(2 * minute),
			late: fc.oneof(fc.constant(0), fc.nat(1000)),
			lasts: fc.nat(2 * hour),
			matches: fc.boolean(),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('many' as const),
			count: fc.nat(25),
			spread: fc.constantFrom(0, 7, minute),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('flag' as const),
			which: fc.nat(1000),
			matches: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('clock' as const),
			error: fc.oneof(fc.constant(0), fc.integer({ min: -6 * day, max: 6 * day })),
		}),
	},
);

const history = fc.record({
	zone: fc.constantFrom('Europe/Moscow', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata'),
	lookback: fc.constantFrom(3 * hour, day, 3 * day),
	pageSize: fc.integer({ min: 2, max: 12 }),
	newestFirst: fc.boolean(),
	secondsAPage: fc.constantFrom(0, 1, 20),
	// The turn of a year, of a summer time and of a month lie near.
	startAt: fc
		.constantFrom('2025-12-31T19:30:00Z', '2025-03-09T06:00:00Z', '2024-02-29T12:00:00Z')
		.map((text) => Date.parse(text) / 1000),
	before: fc.array(fc.record({ ago: fc.nat(2 * day), lasts: fc.nat(hour) }), { maxLength: 8 }),
	actions: fc.array(action, { maxLength: 45 }),
});

async function play(world: World, step: Action): Promise<void> {
	const { lookback } = world.options;
	switch (step.do) {
		case 'poll':
			return await world.pollOnce(step.trouble);
		case 'pollTwice':
			await world.pollOnce();
			return await world.pollOnce();
		case 'restart':
			return world.restart();
		case 'wait':
			world.now += step.seconds;
			return;
		case 'call': {
			const at = world.now - step.ago;
			const arrivesAt = at + Math.floor((step.late / 1000) * (lookback - 30 * minute));
			world.add({ at, arrivesAt, endsAt: at + step.lasts, matches: step.matches });
			return;
		}
		case 'many':
			for (let each = 0; each < step.count; each++) {
				const at = world.now + each * step.spread;
				world.add({ at, arrivesAt: at, endsAt: at, matches: true });
			}
			return;
		case 'flag': {
			const call = world.calls[step.which % Math.max(1, world.calls.length)];
			// A record that comes in later than the lookback allows is nobody's promise.
			if (call && call.at > world.now - lookback / 2) call.matches = step.matches;
			return;
		}
		case 'clock':
			world.clockError = step.error;
			return;
	}
}

describe('the polling trigger against a model', () => {
	it('emits what the journal ever showed, each once, in 3,000 histories', async () => {
		let emitted = 0;
		await fc.assert(
			fc.asyncProperty(history, async ({ before, actions, ...options }) => {
				const world = new World(options);
				for (const { ago, lasts } of before) {
					const at = world.now - ago;
					world.add({ at, arrivesAt: at, endsAt: at + lasts, matches: true, isOlder: true });
				}
				await world.activate();
				for (const step of actions) await play(world, step);
				// Everything calms down: the clock is right, what runs ends, what is late arrives.
				world.clockError = 0;
				const last = Math.max(
					world.now,
					...world.calls.map(({ arrivesAt, endsAt }) => Math.max(arrivesAt, endsAt)),
				);
				while (world.now < last) {
					await world.pollOnce();
					world.now += hour;
				}
				await world.pollOnce();
				await world.pollOnce();

				const expected = world.calls
					.filter(({ id, matches, isOlder }) => {
						const wasShown = world.shown.has(id) && !world.old.has(id);
						return wasShown || (matches && !isOlder);
					})
					.map(({ id }) => id);
				expect([...world.emitted].sort()).toEqual(expected.sort());
				emitted += world.emitted.length;
			}),
			{ numRuns: 3000 },
		);
		// The histories are not idle ones.
		expect(emitted).toBeGreaterThan(5_000);
	});
});
