import type { INodeProperties } from 'n8n-workflow';
import { readCalls } from '../../api/calls';
import { earliestDay, readDay, today, type DayRange } from '../../api/dates';
import { CalltouchError } from '../../api/errors';
import { digits } from '../../api/ids';
import type { CalltouchRecord } from '../../api/types';
import { callIdParameter } from '../../shared/callId';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Get',
	action: 'Get a call',
	description:
		'Get one call by its ID, from the period in which it was made or from the day that the input item names',
};

export const description: INodeProperties[] = [
	callIdParameter,
	...periodParameters,
	...callOutputParameters,
	optionsWith([]),
];

/** There is no endpoint for one call; the journal is asked with a filter that it may not know (docs/calltouch-api.md#one-call). */
export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const callId = digits(context.getNodeParameter('callId', itemIndex), 'Call ID');
	const output = readCallOutput(context, itemIndex, connection.site.zone);
	const period = readPeriod(context, itemIndex, connection.site.zone);
	for (const days of [...dayOfInput(context, itemIndex, connection.site.zone, callId), period]) {
		const query = { ...days, callId, anyOf: [], blocks: output.blocks };
		const search = (call: CalltouchRecord) => (String(call.callId) === callId ? call : undefined);
		for await (const [found] of readCalls(connection, query, search)) {
			if (found) return [{ json: output.shape(found) }];
		}
	}
	throw new CalltouchError(
		'not-there',
		`Calltouch has no call ${callId} from ${period.from} to ${period.to}`,
		{
			remedy: 'Check Call ID, and choose a Period that includes the day of the call.',
		},
	);
}

/** A trigger or a list that gave the call has told its day as well, and saves a search. */
function dayOfInput(
	context: Run['context'],
	itemIndex: number,
	zone: string,
	callId: string,
): DayRange[] {
	const { json } = context.getInputData()[itemIndex] ?? {};
	const day = String(json?.callId) === callId ? readDay(json?.date, zone) : undefined;
	const isPossible = day !== undefined && day >= earliestDay && day <= today(zone);
	return isPossible ? [{ from: day, to: day }] : [];
}
