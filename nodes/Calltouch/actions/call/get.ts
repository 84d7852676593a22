import { calls } from '../../api/journals/calls';
import { readJournal } from '../../api/journals/read';
import { addDays, earliestDay, readDay, today, type DayRange } from '../../api/time/dates';
import { CalltouchError } from '../../api/errors';
import { isSameId } from '../../api/ids';
import type { CalltouchRecord } from '../../api/record';
import { callId as callIdField } from '../../shared/parameters/callId';
import { callOutput } from '../../shared/lists/callOutput';
import { dateFormat } from '../../shared/parameters/dateFormat';
import { optionsWith } from '../../shared/parameters/options';
import { periodOf } from '../../shared/parameters/period';
import { itemOperation, type Run } from '../operation';

/**
 * There is no endpoint for one call, so the journal is queried with a filter that it may not support
 * (docs/calltouch-api.md#one-call).
 */
export const getCall = itemOperation({
	option: {
		name: 'Get',
		action: 'Get call',
		description:
			'Get one call by its ID, from the period in which it was made or from the day that the input item names',
	},
	fields: {
		callId: callIdField,
		period: periodOf('last30Days'),
		output: callOutput,
		options: optionsWith({ dateFormat }),
	},
	async execute({ context, itemIndex, connection }, { callId, period: asked, output }) {
		const search = (call: CalltouchRecord) => (String(call.callId) === callId ? call : undefined);
		const ofInput = dayOfInput(context, itemIndex, connection.site.zone, callId);
		for (const days of [...ofInput, ...newestFirst(asked)]) {
			const query = { ...days, filters: { callId }, blocks: output.blocks };
			for await (const [found] of readJournal(connection, calls, query, search)) {
				if (found) return [{ json: output.shape(found) }];
			}
		}
		throw new CalltouchError(
			'not-there',
			`Calltouch has no call ${callId} from ${asked.from} to ${asked.to}`,
			{ remedy: 'Check Call ID, and choose a Period that includes the day of the call.' },
		);
	},
});

/** An item from a trigger or a list also names the day of the call, which saves a search. */
function dayOfInput(
	context: Run['context'],
	itemIndex: number,
	zone: string,
	callId: string,
): DayRange[] {
	const { json } = context.getInputData()[itemIndex] ?? {};
	const day = isSameId(json?.callId, callId) ? readDay(json?.date, zone) : undefined;
	const isPossible = day !== undefined && day >= earliestDay && day <= today(zone);
	return isPossible ? [{ from: day, to: day }] : [];
}

/** A call that is asked for is likely to be of the last week. */
function newestFirst({ from, to }: DayRange): DayRange[] {
	const lastWeek = addDays(to, -6);
	if (lastWeek <= from) return [{ from, to }];
	return [
		{ from: lastWeek, to },
		{ from, to: addDays(lastWeek, -1) },
	];
}
