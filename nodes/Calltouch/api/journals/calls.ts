import { sitePath } from '../paths';
import type { CalltouchRecord } from '../record';
import { dayFirst } from '../time/dates';
import { matchesAny, type FieldFilter } from './callFields';
import { callKeys } from './callKeys';
import type { Journal } from './journal';

/** Filters that let through only calls with a mark (docs/calltouch-api.md#call-query). */
const flags = ['callbackOnly', 'targetOnly', 'uniqTargetOnly', 'uniqueOnly'] as const;

export type CallFlag = (typeof flags)[number];

/** Blocks of a call that come only when asked for: key of the record → query flag (docs/calltouch-api.md#call-query). */
const blocks = {
	attrs: 'withAttrs',
	callTags: 'withCallTags',
	callbackInfo: 'withCallbackInfo',
	comments: 'withComments',
	customFields: 'withCustomFields',
	dcm: 'withDcm',
	googleAdWords: 'withGoogleAdwords',
	mapVisits: 'withMapVisits',
	orders: 'withOrders',
	phrases: 'withText',
	yandexDirect: 'withYandexDirect',
} as const;

export type CallBlock = keyof typeof blocks;

/** Which calls of the days to read. */
export interface CallFilters extends Partial<Record<CallFlag, boolean>> {
	callId?: string;
	attribution?: 0 | 1;
	bindTo?: 'call' | 'session';
	/** `hh:mm:ss`. */
	timeFrom?: string;
	timeTo?: string;
	/** A call that matches any of them is read. */
	anyOf?: FieldFilter[];
	/** Whether calls that are still going on are left out. */
	endedOnly?: boolean;
}

/** Whether a call is over: its duration and its outcome are known only then (docs/calltouch-api.md#call-record). */
export function hasEnded({ callphase }: CalltouchRecord): boolean {
	return callphase !== 'callconnected';
}

/** The journal of calls (docs/calltouch-api.md#calls). */
export const calls: Journal<CallFilters, CallBlock> = {
	records: 'calls',
	idKey: 'callId',
	address: (siteId) => ({ path: sitePath(siteId, '/calls-diary/calls') }),
	maxDays: 90,
	extraDays: 0,
	formatDay: dayFirst,
	bareArray: 'day',
	values: ['callId', 'attribution', 'bindTo', 'timeFrom', 'timeTo'],
	flags,
	tests: ({ anyOf, endedOnly }) => [
		...(anyOf?.length ? [(call: CalltouchRecord) => matchesAny(call, anyOf)] : []),
		...(endedOnly ? [hasEnded] : []),
	],
	blocks,
	keys: callKeys,
	times: { unix: 'timestamp', written: 'date' },
};
