import type { IDataObject } from 'n8n-workflow';
import type { DayRange } from '../../api/time/dates';
import { explainGone, fetchCounts, fetchTotal, type Breakdown } from '../../api/statistics';
import type { Connection } from '../../api/http/connection';
import { choice } from '../../shared/fields/choice';
import { withDefault } from '../../shared/fields/field';
import { toggle } from '../../shared/fields/toggle';
import { includeSite, optionsWith } from '../../shared/parameters/options';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';
import { countCalls } from './countCalls';
import { toRows } from './rows';

const breakdown = choice<Breakdown>('Breakdown', {
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
});

const computeFromCalls = toggle(
	'Compute From Calls',
	'Whether to count the calls of the journal instead of asking the old statistics of Calltouch. This takes longer, but works where the statistics are switched off.',
	true,
);

export const getStatistic = itemOperation({
	option: {
		name: 'Get',
		action: 'Get statistics',
		description: 'Get the number of calls of a period, in total, by date or by keyword',
	},
	fields: {
		breakdown: withDefault(breakdown),
		period,
		options: optionsWith({ computeFromCalls, includeSite }),
	},
	async execute({ connection, remarks }, { breakdown: by, period: days, options }) {
		const site = options.includeSite ? { siteId: connection.site.id } : {};
		const read = options.computeFromCalls ? countCalls : askStatistics;
		const rows = await read(connection, by, days, remarks);
		return rows.map((row) => ({ json: { ...site, ...row } }));
	},
});

async function askStatistics(
	connection: Connection,
	by: Breakdown,
	days: DayRange,
): Promise<IDataObject[]> {
	const rows =
		by === 'callsTotal'
			? fetchTotal(connection, days).then((callsTotal) => [{ callsTotal }])
			: fetchCounts(connection, by, days).then((counts) => toRows(by, counts));
	return await rows.catch((error: unknown) => {
		throw explainGone(
			error,
			`Switch on ${computeFromCalls.definition.label} under Options to count the calls instead.`,
		);
	});
}
