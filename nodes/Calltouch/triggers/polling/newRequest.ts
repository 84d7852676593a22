import type { INodeProperties } from 'n8n-workflow';
import { readRequests, requestTime } from '../../api/requests';
import type { Connection } from '../../api/types';
import { withoutBindTo } from '../../shared/bindTo';
import type { ParameterSource } from '../../shared/parameters';
import { readRequestFilters, requestFilters } from '../../shared/requestFilters';
import { readRequestOutput, requestOutputParameters } from '../../shared/requestOutput';
import type { Journal } from './journal';
import { toEntry, type Kind } from './toEntry';

export const option = {
	name: 'New Request',
	description: 'When a visitor has sent a form, or a request has come in another way',
};

export const noun = 'request';

export const description: INodeProperties[] = [
	...requestOutputParameters,
	withoutBindTo(requestFilters),
];

export function open(parameters: ParameterSource, connection: Connection): Journal {
	const { zone } = connection.site;
	const { blocks, shape } = readRequestOutput(parameters, 0, zone);
	const query = { ...readRequestFilters(parameters, 0), bindTo: undefined, blocks };
	const kind: Kind = {
		id: 'requestId',
		began: (request) => requestTime(request, zone),
		hasEnded: () => true,
		shape,
	};
	return {
		read: (days) => readRequests(connection, { ...query, ...days }, toEntry(kind)),
	};
}
