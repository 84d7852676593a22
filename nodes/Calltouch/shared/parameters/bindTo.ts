import { choice } from '../fields/choice';
import type { Field } from '../fields/field';

/** Filter that says which date the period applies to: that of the record, or that of the visit before it. */
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
