import type { INodeProperties } from 'n8n-workflow';
import { readCalls } from '../../api/calls';
import { callClock } from '../../api/callTime';
import type { DayRange } from '../../api/dates';
import type { CalltouchRecord, Connection } from '../../api/types';
import { callFilters, includeParameter, readFilters } from '../../shared/callFilters';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import type { ParameterSource } from '../../shared/parameters';
import type { Entry, Journal } from './journal';

export const option = {
	name: 'New Call',
	description: 'When a call has ended, or as soon as it appears',
};

export const noun = 'call';

/** A trigger has no period, so there is nothing that Bind To could be about. */
const filters: INodeProperties = {
	...callFilters,
	options: (callFilters.options ?? []).filter(({ name }) => name !== 'bindTo'),
};

export const description: INodeProperties[] = [...callOutputParameters, includeParameter, filters];

export function open(parameters: ParameterSource, connection: Connection): Journal {
	const output = readCallOutput(parameters, 0, connection.zone);
	const chosen = { ...readFilters(parameters, 0), bindTo: undefined, blocks: output.blocks };
	const clock = callClock(connection.zone);
	const toEntry = (call: CalltouchRecord, days: DayRange): Entry => {
		const time = clock(call);
		return {
			id: String(call.callId),
			at: time ? Date.parse(time.iso) / 1000 : 0,
			day: time ? time.local.slice(0, 10) : days.to,
			// Phases of a call: calltouch-api.md, 7.3.
			ended: call.callphase !== 'callconnected',
			json: () => output.shape(call),
		};
	};
	return {
		read: (days) =>
			readCalls(connection, { ...chosen, ...days }, (calls) =>
				calls.filter(hasId).map((call) => toEntry(call, days)),
			),
	};
}

/** Without an id, a call could only be emitted again and again. */
function hasId({ callId }: CalltouchRecord): boolean {
	return callId !== undefined && callId !== null && callId !== '';
}
