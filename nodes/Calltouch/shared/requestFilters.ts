import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { requestBlocks, type RequestBlock, type RequestsQuery } from '../api/requests';
import { attribution, readAttribution } from './attribution';
import { readChoice } from './choice';
import { readTimes, timeFrom, timeTo } from './timeOfDay';
import type { ParameterSource } from './parameters';

/** The filters of every operation that reads the journal of requests. */
export const requestFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		attribution,
		{
			displayName: 'Bind To',
			name: 'bindTo',
			type: 'options',
			options: [
				{
					name: 'Request',
					value: 'request',
					description: 'The period means the date of the request',
				},
				{
					name: 'Session',
					value: 'session',
					description: 'The period means the date of the visit before the request',
				},
			],
			default: 'request',
			description: 'Which date the period is about',
		},
		timeFrom,
		timeTo,
	],
};

/** Blocks that Calltouch leaves empty unless they are asked for. */
export const requestInclude: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Custom Attributes', value: 'attrs', description: 'Attributes of the visit' },
		{ name: 'Custom Fields', value: 'customFields' },
		{ name: 'DCM', value: 'dcm' },
		{ name: 'Google Ads', value: 'googleAdWords' },
		{ name: 'Request Tags', value: 'RequestTags' },
		{ name: 'Visits', value: 'mapVisits' },
		{ name: 'Yandex.Direct', value: 'yandexDirect' },
	],
	default: [],
	description: 'Data to add to each request. Calltouch answers faster without it.',
};

export function isRequestBlock(key: string): key is RequestBlock {
	return Object.hasOwn(requestBlocks, key);
}

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
