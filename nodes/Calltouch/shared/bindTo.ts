import type { INodeProperties } from 'n8n-workflow';

/** The filter that tells which date the period is about: that of a record, or that of the visit before it. */
export function bindToOf(record: 'Call' | 'Request'): INodeProperties {
	const noun = record.toLowerCase();
	return {
		displayName: 'Bind To',
		name: 'bindTo',
		type: 'options',
		options: [
			{ name: record, value: noun, description: `The period means the date of the ${noun}` },
			{
				name: 'Session',
				value: 'session',
				description: `The period means the date of the visit before the ${noun}`,
			},
		],
		default: noun,
		description: 'Which date the period is about',
	};
}

/** The filters of a list without Bind To: a trigger has no period that it could be about. */
export function withoutBindTo(filters: INodeProperties): INodeProperties {
	const options = (filters.options ?? []).filter(({ name }) => name !== 'bindTo');
	return { ...filters, options };
}
