import { requestsPath } from '../paths';
import { monthFirst } from '../time/dates';
import type { Journal } from './journal';

/**
 * Blocks that Calltouch sends only on request: key of the record → query flag (docs/calltouch-api.md#requests). `attrs`
 * is part of the request's session.
 */
const blocks = {
	RequestTags: 'withRequestTags',
	attrs: 'withAttrs',
	customFields: 'withCustomFields',
	dcm: 'withDcm',
	googleAdWords: 'withGoogleAdwords',
	mapVisits: 'withMapVisits',
	yandexDirect: 'withYandexDirect',
} as const;

export type RequestBlock = keyof typeof blocks;

/** Which requests of the period to read. */
export interface RequestFilters {
	attribution?: 0 | 1;
	bindTo?: 'session';
	/** `hh:mm:ss`. */
	timeFrom?: string;
	timeTo?: string;
}

/** The request journal (docs/calltouch-api.md#requests). */
export const requests: Journal<RequestFilters, RequestBlock> = {
	records: 'requests',
	idKey: 'requestId',
	address: (siteId) => ({ path: requestsPath, query: { siteId } }),
	// The journal is not paged; shorter periods keep answers small and let a limit stop early.
	maxDays: 30,
	extraDays: 0,
	formatDay: monthFirst,
	bareArray: 'everything',
	values: ['attribution', 'bindTo', 'timeFrom', 'timeTo'],
	flags: [],
	blocks,
	// docs/calltouch-api.md#request-record
	keys: [
		'date',
		'dateStr',
		'comments',
		'requestType',
		'manager',
		'session',
		'subject',
		'uniqTargetRequest',
		'uniqueRequest',
		'targetRequest',
		'yandexDirect',
		'googleAdWords',
		'requestNumber',
		'requestId',
		'client',
		'siteId',
		'orders',
		'status',
		'order',
		'mapVisits',
		'requestUrl',
		'ctClientId',
		'dcm',
		'ctGlobalId',
		'widgetInfo',
		'RequestTags',
		'customFields',
		'hostname',
	],
	times: { unix: 'date', written: 'dateStr' },
};
