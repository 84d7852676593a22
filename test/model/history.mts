import fc from 'fast-check';
import type { Trouble, World } from './world.mts';

export const minute = 60;
export const hour = 3600;
export const day = 86_400;

export type Action =
	| { do: 'poll'; trouble: Trouble }
	| { do: 'pollTwice' }
	| { do: 'restart'; isAnotherProcess: boolean }
	| { do: 'lookback'; hours: number }
	| { do: 'startFrom'; daysAgo: number }
	| { do: 'noStartFrom' }
	| { do: 'wait'; seconds: number }
	| CallAction
	| { do: 'many'; count: number; spread: number }
	| { do: 'flag'; which: number; matches: boolean }
	| { do: 'clock'; error: number };

interface CallAction {
	do: 'call';
	ago: number;
	late: number;
	lasts: number;
	matches: boolean;
	odd?: Odd;
	/** Seconds from its end to its recording; undefined if it can have none. */
	recorded?: number;
}

/** What a record may say of its time beside the truth: nothing, or a moment so far from it, in seconds. */
type Odd = 'none' | number;

const odd: fc.Arbitrary<Odd | undefined> = fc.oneof(
	{ weight: 12, arbitrary: fc.constant(undefined) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('none' as const, -30 * day, -5 * day, 30 * day, 3650 * day),
	},
);

export const action: fc.Arbitrary<Action> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('poll' as const),
			trouble: fc.oneof(
				{ weight: 3, arbitrary: fc.constant({}) },
				{ weight: 1, arbitrary: fc.record({ failAfter: fc.nat(6) }) },
				{ weight: 1, arbitrary: fc.record({ overAfter: fc.nat(4) }) },
				{ weight: 1, arbitrary: fc.record({ failAsksAfter: fc.nat(3) }) },
				{ weight: 1, arbitrary: fc.constant({ isReplaced: true }) },
			),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('pollTwice' as const) }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('restart' as const), isAnotherProcess: fc.boolean() }),
	},
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
			odd,
			recorded: fc.oneof(
				{ weight: 6, arbitrary: fc.nat(2 * hour) },
				{ weight: 1, arbitrary: fc.constantFrom(undefined, Infinity) },
			),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('lookback' as const),
			hours: fc.constantFrom(3, 24, 72, 168),
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

export const options = {
	zone: fc.constantFrom('Europe/Moscow', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata'),
	lookback: fc.constantFrom(3 * hour, day, 3 * day),
	pageSize: fc.integer({ min: 2, max: 12 }),
	newestFirst: fc.boolean(),
	counts: fc.boolean(),
	secondsAPage: fc.constantFrom(0, 1, 20),
	// The turn of a year, of a summer time and of a month lie near.
	startAt: fc
		.constantFrom('2025-12-31T19:30:00Z', '2025-03-09T06:00:00Z', '2024-02-29T12:00:00Z')
		.map((text) => Date.parse(text) / 1000),
	before: fc.array(fc.record({ ago: fc.nat(2 * day), lasts: fc.nat(hour) }), { maxLength: 8 }),
};
export const history = fc.record({ ...options, actions: fc.array(action, { maxLength: 45 }) });

/** The same with a day to start from, set at the beginning or moved back later. */
export const startedHistory = fc.record({
	...options,
	before: fc.array(fc.record({ ago: fc.nat(6 * day), lasts: fc.nat(hour) }), { maxLength: 25 }),
	startsAgo: fc.option(fc.nat(3), { nil: undefined }),
	actions: fc.array(
		fc.oneof(
			{
				weight: 6,
				arbitrary: action.filter(
					(step) => step.do !== 'flag' && !(step.do === 'call' && step.odd !== undefined),
				),
			},
			{
				weight: 1,
				arbitrary: fc.record({ do: fc.constant('startFrom' as const), daysAgo: fc.nat(6) }),
			},
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('noStartFrom' as const) }) },
		),
		{ maxLength: 45 },
	),
});

/** Lets one step of a history happen. */
export async function play(world: World, step: Action): Promise<void> {
	const { lookback } = world.options;
	switch (step.do) {
		case 'poll':
			return await world.pollOnce(step.trouble);
		case 'pollTwice':
			await world.pollOnce();
			return await world.pollOnce();
		case 'restart':
			return step.isAnotherProcess ? world.restartProcess() : world.restart();
		case 'wait':
			world.now += step.seconds;
			return;
		case 'call': {
			const at = world.now - step.ago;
			const arrivesAt = at + Math.floor((step.late / 1000) * (lookback - 30 * minute));
			// One without a time is not waited for, so it has to be over.
			const endsAt = step.odd === undefined ? at + step.lasts : at;
			world.add({
				at,
				arrivesAt,
				endsAt,
				recordedAt: step.recorded === undefined ? undefined : endsAt + step.recorded,
				matches: step.matches,
				odd: step.odd === undefined ? undefined : step.odd === 'none' ? 0 : at + step.odd,
			});
			return;
		}
		case 'lookback':
			// A shorter one is a promise less.
			world.options.lookback = Math.max(lookback, step.hours * hour);
			return;
		case 'startFrom': {
			const first = world.dayOf(world.options.startAt - step.daysAgo * day);
			if (world.start.day === undefined || first < world.start.day) world.setStart(first);
			return;
		}
		case 'noStartFrom':
			// Begins by the clock, so that has to be right.
			if (world.start.day === undefined || world.hasErred) return;
			return await world.publishWithoutStart();
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
			world.hasErred ||= step.error !== 0;
			return;
	}
}
