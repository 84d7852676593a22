import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readCalls } from '../../api/calls';
import { invalidInput } from '../../api/errors';
import { callFilters, readFilters } from '../../shared/callFilters';
import { includeSite, optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';
import { isGroupKey, isMetric, Summary } from './summary';

export const option = {
	name: 'Summarize',
	action: 'Summarize calls',
	description: 'Count calls by campaign, date and more, one item per group',
};

export const description: INodeProperties[] = [
	...periodParameters,
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'multiOptions',
		options: [
			{ name: 'Campaign', value: 'campaign', description: 'UTM campaign, in the field name' },
			{ name: 'City', value: 'city' },
			{ name: 'Content', value: 'content', description: 'UTM content' },
			{ name: 'Date', value: 'date' },
			{ name: 'Device', value: 'device' },
			{ name: 'Hour', value: 'hour', description: 'Hour of the day, 0 to 23' },
			{ name: 'Keyword', value: 'keyword' },
			{ name: 'Manager', value: 'manager' },
			{ name: 'Medium', value: 'medium' },
			{ name: 'Month', value: 'month' },
			{ name: 'Site', value: 'site', description: 'Site ID' },
			{ name: 'Source', value: 'source' },
			{ name: 'Term', value: 'term', description: 'UTM term' },
			{ name: 'Tracked Number', value: 'phoneNumber' },
			{ name: 'Week', value: 'week', description: 'Monday of the week' },
			{ name: 'Weekday', value: 'weekday', description: '1 is Monday, 7 is Sunday' },
		],
		default: ['date', 'source', 'medium', 'campaign'],
		description: 'What the calls of one row have in common. Empty gives one row for all calls.',
	},
	callFilters,
	optionsWith([
		includeSite,
		{
			displayName: 'More Figures',
			name: 'metrics',
			type: 'multiOptions',
			options: [
				{ name: 'Answered Calls', value: 'answeredCalls' },
				{ name: 'Average Wait', value: 'averageWait', description: 'Seconds until the answer' },
				{ name: 'Call IDs', value: 'callIDs' },
				{ name: 'Missed Calls', value: 'missedCalls' },
				{ name: 'Talk Time', value: 'talkSeconds', description: 'Seconds of talk in total' },
			],
			default: [],
			description: 'Figures to add to the four counts',
		},
	]),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const groupBy = readList('Group By', context.getNodeParameter('groupBy', itemIndex), isGroupKey);
	const metrics = readList('More Figures', options.metrics ?? [], isMetric);
	const summary = new Summary(groupBy, metrics, connection.site.zone);
	const query = {
		...readPeriod(context, itemIndex, connection.site.zone),
		...readFilters(context, itemIndex),
		blocks: [],
	};
	for await (const page of readCalls(connection, query, (call) => summary.figuresOf(call))) {
		for (const figures of page) summary.add(figures);
	}
	const site = options.includeSite === true ? { siteId: connection.site.id } : {};
	return summary.rows().map((row) => ({ json: { ...site, ...row } }));
}

function readList<T extends string>(
	parameter: string,
	value: unknown,
	isKnown: (entry: unknown) => entry is T,
): T[] {
	const entries = Array.isArray(value) ? (value as unknown[]) : [value];
	return entries.map((entry) => {
		if (isKnown(entry)) return entry;
		throw invalidInput(parameter, entry, 'is not known', 'Choose from the list.');
	});
}
