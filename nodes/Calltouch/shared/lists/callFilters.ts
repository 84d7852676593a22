import type { CallFilters, CallFlag } from '../../api/journals/calls';
import { attribution } from '../parameters/attribution';
import { bindToOf } from '../parameters/bindTo';
import { choice } from '../fields/choice';
import { filters } from '../fields/collection';
import type { Field, Part } from '../fields/field';
import { toggle } from '../fields/toggle';
import { whole } from '../fields/whole';
import { times } from '../parameters/times';
import { anyOf } from './anyOf';

const only = (label: string, calls: string) => toggle(label, `Whether to read only ${calls}`, true);

const answered = choice('Answered', {
	options: [
		{ name: 'Answered Calls', value: 'answered' },
		{ name: 'Any Call', value: 'any' },
		{ name: 'Missed Calls', value: 'missed' },
	],
	default: 'any',
	description:
		'Whether somebody took the call. A call that has not ended is neither answered nor missed.',
});

const durationFrom = whole('Lasting at Least (Seconds)', {
	min: 1,
	default: 60,
	description:
		'Shortest talk. A call of exactly this length counts, one that has not ended does not.',
});

const flags: Record<CallFlag, Field<boolean>> = {
	callbackOnly: only('Callbacks Only', 'calls that began as a callback'),
	targetOnly: only('Target Calls Only', 'target calls'),
	uniqueOnly: only('Unique Calls Only', 'unique calls'),
	uniqTargetOnly: only('Unique Target Calls Only', 'unique target calls'),
};

/** Filters for a call journal that a trigger follows: it has no period that Bind To could apply to. */
const followed = {
	answered,
	anyOf,
	attribution,
	durationFrom,
	...flags,
	...times,
};

/** Filters of every operation that reads the call journal. */
export const callFilters: Part<CallFilters> = filters({
	...followed,
	bindTo: bindToOf('call', 'Call'),
	endedOnly: only('Ended Calls Only', 'calls that are over, not those still going on'),
});

/** Filters of the trigger. */
export const newCallFilters: Part<CallFilters> = filters(followed);
