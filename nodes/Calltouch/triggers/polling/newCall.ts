import type { INodeProperties } from 'n8n-workflow';
import { readCalls, readCallsPage } from '../../api/calls';
import { callClock } from '../../api/callTime';
import type { Connection } from '../../api/types';
import { withoutBindTo } from '../../shared/bindTo';
import { callFilters, readFilters } from '../../shared/callFilters';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import type { ParameterSource } from '../../shared/parameters';
import type { Journal } from './journal';
import { toEntry, type Kind } from './toEntry';

export const option = {
	name: 'New Call',
	description: 'When a call has ended, or as soon as it appears',
};

export const noun = 'call';

export const description: INodeProperties[] = [...callOutputParameters, withoutBindTo(callFilters)];

export function open(parameters: ParameterSource, connection: Connection): Journal {
	const { blocks, shape } = readCallOutput(parameters, 0, connection.site.zone);
	const query = { ...readFilters(parameters, 0), bindTo: undefined, blocks };
	const clock = callClock(connection.site.zone);
	const kind: Kind = {
		id: 'callId',
		began: (call) => clock(call)?.iso,
		// Phases of a call: docs/calltouch-api.md#call-record.
		hasEnded: ({ callphase }) => callphase !== 'callconnected',
		shape,
	};
	const pick = toEntry(kind);
	return {
		read: (days) => readCalls(connection, { ...query, ...days }, pick),
		async readPage({ from, to }, number) {
			const page = await readCallsPage(connection, { ...query, from, to }, number, pick);
			return page && { ...page, entries: page.rows };
		},
	};
}
