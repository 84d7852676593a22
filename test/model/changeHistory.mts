import fc from 'fast-check';
import type { ChangingWorld } from './changingWorld.mts';
import { day, hour, minute } from './history.mts';
import type { Trouble } from './world.mts';

type Action =
	| { do: 'poll'; trouble: Trouble }
	| { do: 'restart' }
	| { do: 'wait'; seconds: number }
	| { do: 'record'; ago: number; late: number; lasts: number; matches: boolean }
	| { do: 'change'; which: number; tags?: number; manager?: string | null }
	| { do: 'flag'; which: number; matches: boolean }
	| { do: 'lookback'; days: number }
	| { do: 'clock'; error: number };

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant({}) },
	{ weight: 1, arbitrary: fc.record({ failAfter: fc.nat(6) }) },
	{ weight: 1, arbitrary: fc.record({ overAfter: fc.nat(4) }) },
	{ weight: 1, arbitrary: fc.constant({ isReplaced: true }) },
);

const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('poll' as const), trouble }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			seconds: fc.oneof(
				{ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 * hour }) },
				{ weight: 1, arbitrary: fc.integer({ min: hour, max: 6 * day }) },
			),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('record' as const),
			ago: fc.oneof(
				{ weight: 3, arbitrary: fc.nat(2 * minute) },
				{ weight: 1, arbitrary: fc.nat(20 * day) },
			),
			late: fc.oneof(fc.constant(0), fc.nat(5 * hour)),
			lasts: fc.oneof(fc.constant(0), fc.nat(2 * hour)),
			matches: fc.oneof(
				{ weight: 4, arbitrary: fc.constant(true) },
				{ weight: 1, arbitrary: fc.constant(false) },
			),
		}),
	},
	{
		weight: 8,
		arbitrary: fc.record(
			{
				do: fc.constant('change' as const),
				which: fc.nat(1000),
				tags: fc.nat(2),
				manager: fc.constantFrom(null, 'Иванова', 'Петров'),
			},
			{ requiredKeys: ['do', 'which'] },
		),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('flag' as const),
			which: fc.nat(1000),
			matches: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('lookback' as const),
			days: fc.integer({ min: 1, max: 30 }),
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

export const changeHistory = fc.record({
	zone: fc.constantFrom('Europe/Moscow', 'America/New_York', 'Pacific/Apia'),
	lookback: fc.constantFrom(day, 7 * day, 30 * day),
	pageSize: fc.integer({ min: 2, max: 8 }),
	includeNew: fc.boolean(),
	startAt: fc
		.constantFrom('2025-12-31T19:30:00Z', '2025-03-09T06:00:00Z', '2024-02-29T12:00:00Z')
		.map((text) => Date.parse(text) / 1000),
	before: fc.array(fc.record({ ago: fc.nat(25 * day), lasts: fc.nat(hour) }), { maxLength: 12 }),
	actions: fc.array(action, { minLength: 10, maxLength: 30 }),
});

/** Lets one step of a history happen, and checks what a poll told. */
export async function playChange(
	world: ChangingWorld,
	step: Action,
	poll: (trouble?: Trouble) => Promise<void>,
): Promise<void> {
	const chosen = 'which' in step ? world.records[step.which % world.records.length] : undefined;
	switch (step.do) {
		case 'poll':
			return await poll(step.trouble);
		case 'restart':
			return world.restart();
		case 'wait':
			world.now += step.seconds;
			return;
		case 'record': {
			const at = world.now - step.ago;
			const arrivesAt = world.now + step.late;
			const endsAt = at + step.lasts;
			world.add({ at, arrivesAt, endsAt, matches: step.matches, tags: 0, manager: null });
			return;
		}
		case 'change':
			if (chosen && step.tags !== undefined) chosen.tags = step.tags;
			if (chosen && step.manager !== undefined) chosen.manager = step.manager;
			return;
		case 'flag':
			if (chosen) chosen.matches = step.matches;
			return;
		case 'lookback':
			return world.setLookback(step.days * day);
		case 'clock':
			world.clockError = step.error;
			return;
	}
}
