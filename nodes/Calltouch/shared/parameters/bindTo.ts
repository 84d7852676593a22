import { choice } from '../fields/choice';
import type { Field } from '../fields/field';

/** The filter that tells which date the period is about: that of a record, or that of the visit before it. */
export function bindToOf<Record extends 'call' | 'request'>(
	record: Record,
	label: Capitalize<Record>,
): Field<Record | 'session'> {
	return choice<Record | 'session'>('Bind To', {
		options: [
			{ name: label, value: record, description: `The period means the date of the ${record}` },
			{
				name: 'Session',
				value: 'session',
				description: `The period means the date of the visit before the ${record}`,
			},
		],
		default: record,
		description: 'Which date the period is about',
	});
}
