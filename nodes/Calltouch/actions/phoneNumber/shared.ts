import { isRecord } from '../../api/record';
import { resultItem } from '../../n8n/resultItem';
import { required } from '../../shared/fields/field';
import { locator } from '../../shared/fields/locator';
import { parsePhone } from '../../shared/fields/phone';
import type { Items } from '../operation';

export const trackedNumber = required(
	locator('Tracked Number', {
		description: 'Static tracked number, in any notation',
		list: 'searchTrackedNumbers',
		typed: {
			placeholder: 'e.g. +7 499 000-20-00',
			validation: { regex: '(?:.*\\d.*|\\s*)', errorMessage: 'Tracked Number has no digits' },
		},
		parse: parsePhone,
	}),
);

/** The form of these answers is not documented, so each is passed on whole, as one item. */
export function wholeAnswer(answer: unknown): Items {
	return [resultItem(isRecord(answer) ? answer : { answer })];
}
