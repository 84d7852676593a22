import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RequestsQuery } from '../api/requests';
import { attribution, readAttribution } from './attribution';
import { bindToOf } from './bindTo';
import { readChoice } from './choice';
import { filtersOf } from './collections';
import { readTimes, timeFrom, timeTo } from './timeOfDay';
import type { ParameterSource } from './parameters';

/** The filters of every operation that reads the journal of requests. */
export const requestFilters: INodeProperties = filtersOf([
	attribution,
	bindToOf('Request'),
	timeFrom,
	timeTo,
]);

/** @throws CalltouchError that names the filter and shows its value */
export function readRequestFilters(
	context: ParameterSource,
	itemIndex: number,
): Omit<RequestsQuery, 'from' | 'to' | 'blocks'> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const bindTo = readChoice('Bind To', filters.bindTo, ['request', 'session'] as const);
	return {
		attribution: readAttribution(filters),
		bindTo: bindTo === 'session' ? bindTo : undefined,
		...readTimes(filters),
	};
}
