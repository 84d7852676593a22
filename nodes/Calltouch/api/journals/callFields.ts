import { phoneDigits } from '../readPhone';
import type { CalltouchRecord } from '../record';
import { tagNames } from './tags';

/** Keys of a call that a filter may compare. */
export const callFields = [
	'callerNumber',
	'callTags',
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

export type CallField = (typeof callFields)[number];

export type Comparison = 'beginsWith' | 'contains' | 'is' | 'isNot';

/** Passes calls whose `field` compares like this with `value`, ignoring case and phone formatting. */
export interface FieldFilter {
	field: CallField;
	operation: Comparison;
	value: string;
}

/** Returns the texts under a key of a call: one per tag, one for anything else, none if there is nothing. */
export function textsOf(call: CalltouchRecord, field: CallField): string[] {
	const { [field]: own } = call;
	if (own === undefined || own === null) return [];
	return field === 'callTags' ? tagNames(own) : [String(own)];
}

/**
 * Whether a call meets at least one of the filters; true without filters. Calltouch's own field filters are not used:
 * what they compare, and how, is unknown (docs/calltouch-api.md#call-query), and a call dropped by a filter is lost
 * silently.
 */
export function matchesAny(call: CalltouchRecord, filters: FieldFilter[]): boolean {
	return filters.length === 0 || filters.some((filter) => matches(call, filter));
}

/** Without the field, only `isNot` is met. */
function matches(call: CalltouchRecord, { field, operation, value }: FieldFilter): boolean {
	// A caller without digits, e.g. `Anonymous`, is compared as text.
	const isPhone = (field === 'callerNumber' || field === 'phoneNumber') && /\d/.test(value);
	const compare = isPhone ? phoneComparisons : textComparisons;
	const meets = (own: string) => compare[operation === 'isNot' ? 'is' : operation](own, value);
	return textsOf(call, field).some(meets) !== (operation === 'isNot');
}

/** An 8 that is set apart stands for the country code; within a run of digits it may be any digit of the phone. */
const trunkPrefix = /^\s*8[\s(-]/;

type Compare = Record<Exclude<Comparison, 'isNot'>, (own: string, value: string) => boolean>;

const textComparisons: Compare = {
	beginsWith: (own, value) => lower(own).startsWith(lower(value)),
	contains: (own, value) => lower(own).includes(lower(value)),
	is: (own, value) => lower(own) === lower(value),
};

const phoneComparisons: Compare = {
	beginsWith: (own, value) =>
		phoneStarts(value).some((start) => phoneDigits(own).startsWith(start)),
	contains: (own, value) =>
		[digitsOf(value), phoneDigits(value)].some((part) => phoneDigits(own).includes(part)) ||
		(trunkPrefix.test(value) && phoneComparisons.beginsWith(own, value)),
	is: (own, value) => phoneDigits(own) === phoneDigits(value),
};

function lower(text: string): string {
	return text.trim().toLowerCase();
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

/** Returns what a phone may begin with: without a plus, a leading 8 may stand for the country code 7. */
function phoneStarts(text: string): string[] {
	const digits = digitsOf(text);
	const isNational = digits.startsWith('8') && !text.trim().startsWith('+');
	return [digits, ...(isNational ? [`7${digits.slice(1)}`] : [])];
}
