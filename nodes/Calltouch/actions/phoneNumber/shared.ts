import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../api/record';
import { required } from '../../shared/fields/field';
import { phone } from '../../shared/fields/phone';
import type { Items } from '../operation';

export const trackedNumber = required(
	phone('Tracked Number', {
		example: '+7 499 000-20-00',
		description: 'Static tracked number, in any notation',
	}),
);

/** The form of these answers is not documented, so each is passed on whole, as one item. */
export function wholeAnswer(answer: unknown): Items {
	return [{ json: (isRecord(answer) ? answer : { answer }) as IDataObject }];
}
