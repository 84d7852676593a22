import { phoneDigits } from './phones';
import type { Query } from './request';
import type { CalltouchRecord } from './types';

/** Keys of a call that the journal can filter by → prefix of the query parameter (calltouch-api.md, 7.2). */
export const callFields = {
	callerNumber: 'ani',
	keyword: 'keyword',
	medium: 'medium',
	phoneNumber: 'phoneNumber',
	source: 'source',
	utmCampaign: 'utmCampaign',
	utmContent: 'utmContent',
	utmMedium: 'utmMedium',
	utmSource: 'utmSource',
	utmTerm: 'utmTerm',
} as const;

/** Lets the calls pass whose `field` equals `value`, in any case of letters and any notation of a phone. */
export interface FieldFilter {
	field: keyof typeof callFields;
	value: string;
}

export function fieldQuery({ field, value }: FieldFilter): Query {
	return { [`${callFields[field]}.value`]: isPhone(field) ? phoneDigits(value) : value.trim() };
}

export function matchesField(call: CalltouchRecord, { field, value }: FieldFilter): boolean {
	const own = call[field];
	if (own === undefined || own === null) return false;
	const comparable = isPhone(field) ? phoneDigits : lower;
	return comparable(String(own)) === comparable(value);
}

function isPhone(field: FieldFilter['field']): boolean {
	return field === 'callerNumber' || field === 'phoneNumber';
}

function lower(text: string): string {
	return text.trim().toLowerCase();
}
