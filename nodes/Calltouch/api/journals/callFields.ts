import { phoneDigits } from '../readPhone';
import type { CalltouchRecord } from '../record';

/** Keys of a call that calls can be picked by. */
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

/** Lets the calls pass whose `field` equals `value`, in any case of letters and any notation of a phone. */
export interface FieldFilter {
	field: (typeof callFields)[number];
	value: string;
}

/**
 * Whether a call meets at least one of the filters; without filters every call does. Looked at here and not by
 * Calltouch: what its own field filters compare, and how, is not known (docs/calltouch-api.md#call-query), and a call that a
 * filter loses on the way is lost in silence.
 */
export function matchesAny(call: CalltouchRecord, filters: FieldFilter[]): boolean {
	return filters.length === 0 || filters.some((filter) => matches(call, filter));
}

function matches(call: CalltouchRecord, { field, value }: FieldFilter): boolean {
	const own = call[field];
	if (own === undefined || own === null) return false;
	// A caller without digits, e.g. `Anonymous`, is a word.
	const isPhone = (field === 'callerNumber' || field === 'phoneNumber') && /\d/.test(value);
	const comparable = isPhone ? phoneDigits : lower;
	return comparable(String(own)) === comparable(value);
}

function lower(text: string): string {
	return text.trim().toLowerCase();
}
