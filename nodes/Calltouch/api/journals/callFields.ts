import { phoneDigits } from '../readPhone';
import type { CalltouchRecord } from '../record';

/** Keys of a call that a filter may compare. */
export const callFields = [
	'callerNumber',
	'keyword',
	'medium',
	'phoneNumber',
	'source',
	'utmCampaign',
	'utmContent',
	'utmMedium',
	'utmSource',
	'utmTerm',
] as const;

/** Passes calls whose `field` equals `value`, ignoring case and phone formatting. */
export interface FieldFilter {
	field: (typeof callFields)[number];
	value: string;
}

/**
 * Whether a call meets at least one of the filters; true without filters. Calltouch's own field filters are not used:
 * what they compare, and how, is unknown (docs/calltouch-api.md#call-query), and a call dropped by a filter is lost
 * silently.
 */
export function matchesAny(call: CalltouchRecord, filters: FieldFilter[]): boolean {
	return filters.length === 0 || filters.some((filter) => matches(call, filter));
}

function matches(call: CalltouchRecord, { field, value }: FieldFilter): boolean {
	const own = call[field];
	if (own === undefined || own === null) return false;
	// A caller without digits, e.g. `Anonymous`, is compared as text.
	const isPhone = (field === 'callerNumber' || field === 'phoneNumber') && /\d/.test(value);
	const comparable = isPhone ? phoneDigits : lower;
	return comparable(String(own)) === comparable(value);
}

function lower(text: string): string {
	return text.trim().toLowerCase();
}
