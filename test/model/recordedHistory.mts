import fc from 'fast-check';
import { action, hour, minute, options, type Action } from './history.mts';

const waitForRecordings: fc.Arbitrary<Action> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('call' as const),
			ago: fc.nat(10 * minute),
			late: fc.constant(0),
			lasts: fc.nat(5 * minute),
			matches: fc.constant(true),
			recorded: fc.oneof(fc.constantFrom(undefined, Infinity), fc.nat(90 * minute)),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			seconds: fc.integer({ min: 1, max: 20 * minute }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('poll' as const),
			trouble: fc.constantFrom({}, { failAsksAfter: 0 }, { failAsksAfter: 1 }),
		}),
	},
	{ weight: 4, arbitrary: action.filter((step) => step.do !== 'flag') },
);

/** The same with a wait for recordings; no filter hides what waits. */
export const recordedHistory = fc.record({
	...options,
	maxWait: fc.constantFrom(5 * minute, hour, 3 * hour),
	actions: fc.array(waitForRecordings, { minLength: 10, maxLength: 45 }),
});
