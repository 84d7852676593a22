import { sitePath } from '../paths';
import type { CalltouchRecord } from '../record';
import { dayFirst } from '../time/dates';
import { matchesAny, type FieldFilter } from './callFields';
import { callKeys } from './callKeys';
import { hasEnded, outcomeTests, type OutcomeFilters } from './callOutcome';
import type { Journal } from './journal';

/** Filters that restrict the result to calls with a certain mark (docs/calltouch-api.md#call-query). */
const flags = ['callbackOnly', 'targetOnly', 'uniqTargetOnly', 'uniqueOnly'] as const;

export type CallFlag = (typeof flags)[number];

/** Blocks that Calltouch sends only on request: key of the record → query flag (docs/calltouch-api.md#call-query). */
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

/** Which calls of the period to read. */
export interface CallFilters extends Partial<Record<CallFlag, boolean>>, OutcomeFilters {
	callId?: string;
	attribution?: 0 | 1;
	bindTo?: 'call' | 'session';
	/** `hh:mm:ss`. */
	timeFrom?: string;
	timeTo?: string;
	/** Reads only calls that match at least one of these. */
	anyOf?: FieldFilter[];
	/** Whether to leave out calls in progress. */
	endedOnly?: boolean;
}

/** Tags may come long after a call has ended. */
export function isAboutTags({ field }: FieldFilter): boolean {
	return field === 'callTags';
}

/** The call journal (docs/calltouch-api.md#calls). */
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
	tests: ({ anyOf, endedOnly, ...outcome }) => [
		...(anyOf?.length ? [(call: CalltouchRecord) => matchesAny(call, anyOf)] : []),
		...(endedOnly ? [hasEnded] : []),
		...outcomeTests(outcome),
	],
	testedBlocks: ({ anyOf = [] }) => (anyOf.some(isAboutTags) ? ['callTags'] : []),
	blocks,
	keys: callKeys,
	times: { unix: 'timestamp', written: 'date' },
};
