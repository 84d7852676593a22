import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { DayRange } from '../../api/dates';
import { unknownChoice } from '../../api/errors';
import {
	explainGone,
	fetchCounts,
	fetchTotal,
	isBreakdown,
	type Breakdown,
} from '../../api/statistics';
import type { Connection } from '../../api/types';
import { includeSite, optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';
import { countCalls } from './countCalls';
import { toRows } from './rows';

export const option = {
	name: 'Get',
	action: 'Get statistics',
	description: 'Get the number of calls of a period, in total, by date or by keyword',
};

export const description: INodeProperties[] = [
	{
		displayName: 'Breakdown',
		name: 'breakdown',
		type: 'options',
		options: [
			{ name: 'Calls by Date', value: 'callsByDate', description: 'One row per date' },
			{
				name: 'Calls by Date, Organic Search Only',
				value: 'callsByDateSeoOnly',
				description: 'One row per date, counting calls from organic search (SEO)',
			},
			{
				name: 'Calls by Keyword',
				value: 'callsByKeywords',
				description: 'One row per keyword of organic search (SEO)',
			},
			{
				name: 'Calls in Total',
				value: 'callsTotal',
				description: 'One row with the number of calls',
			},
		],
		default: 'callsTotal',
		description: 'How to break down the number of calls',
	},
	...periodParameters,
	optionsWith([
		{
			displayName: 'Compute From Calls',
			name: 'computeFromCalls',
			type: 'boolean',
			default: true,
			description:
				'Whether to count the calls of the journal instead of asking the old statistics of Calltouch. This takes longer, but works where the statistics are switched off.',
		},
		includeSite,
	]),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const breakdown = readBreakdown(context.getNodeParameter('breakdown', itemIndex));
	const period = readPeriod(context, itemIndex, connection.site.zone);
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const site = options.includeSite === true ? { siteId: connection.site.id } : {};
	const rows =
		options.computeFromCalls === true
			? await countCalls(connection, breakdown, period)
			: await askStatistics(connection, breakdown, period);
	return rows.map((row) => ({ json: { ...site, ...row } }));
}

function readBreakdown(value: unknown): Breakdown {
	if (isBreakdown(value)) return value;
	throw unknownChoice('Breakdown', value);
}

async function askStatistics(
	connection: Connection,
	breakdown: Breakdown,
	period: DayRange,
): Promise<IDataObject[]> {
	const rows =
		breakdown === 'callsTotal'
			? fetchTotal(connection, period).then((callsTotal) => [{ callsTotal }])
			: fetchCounts(connection, breakdown, period).then((counts) => toRows(breakdown, counts));
	return await rows.catch((error: unknown) => {
		throw explainGone(
			error,
			'Switch on Compute From Calls under Options to count the calls instead.',
		);
	});
}
