import { calls } from '../../api/journals/calls';
import { readWithin } from '../../api/journals/within';
import type { CalltouchRecord } from '../../api/record';
import { callFilters } from '../../shared/lists/callFilters';
import { choice, choices } from '../../shared/fields/choice';
import { withDefault } from '../../shared/fields/field';
import { includeSite, optionsWith } from '../../shared/parameters/options';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';
import { Summary, type GroupKey, type Metric, type Order } from './summary';

const groupBy = choices<GroupKey>('Group By', {
	options: [
		{
			name: 'Campaign',
			value: 'campaign',
			description: 'UTM campaign, in the fields name and campaign',
		},
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
	mayBeNone: true,
});

const metrics = choices<Metric>('More Figures', {
	options: [
		{ name: 'Answered Calls', value: 'answeredCalls' },
		{
			name: 'Average Wait',
			value: 'averageWait',
			description: 'Seconds of waiting, those of missed calls included',
		},
		{ name: 'Call IDs', value: 'callIDs' },
		{ name: 'Missed Calls', value: 'missedCalls' },
		{ name: 'Talk Time', value: 'talkSeconds', description: 'Seconds of talk in total' },
	],
	default: [],
	description: 'Figures to add to the four counts',
});

const sortBy = choice<Order>('Sort By', {
	options: [
		{ name: 'Calls', value: 'calls', description: 'Most calls first' },
		{ name: 'Groups', value: 'groups', description: 'By what stands under Group By' },
	],
	default: 'groups',
	description: 'Order of the rows',
});

export const summarize = itemOperation({
	option: {
		name: 'Summarize',
		action: 'Summarize calls',
		description: 'Count calls by campaign, date and more, one item per group',
	},
	fields: {
		period,
		groupBy: withDefault(groupBy),
		filters: callFilters,
		options: optionsWith({
			includeSite,
			metrics: withDefault(metrics),
			sortBy: withDefault(sortBy),
		}),
	},
	async execute({ connection, remarks }, { period: days, groupBy: keys, filters, options }) {
		const summary = new Summary(keys, options.metrics, connection.site.zone);
		const query = { ...days, filters, blocks: [] };
		const figures = (call: CalltouchRecord) => summary.figuresOf(call);
		for await (const page of readWithin(connection, calls, query, figures, remarks)) {
			for (const call of page) summary.add(call);
		}
		const site = options.includeSite ? { siteId: connection.site.id } : {};
		return summary.rows(options.sortBy).map((row) => ({ json: { ...site, ...row } }));
	},
});
