import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../api/types';
import { textField } from '../../shared/collections';
import { readPhoneNumber, required } from '../../shared/values';
import type { Items, Run } from '../operation';

export const trackedNumber: INodeProperties = {
	...textField(
		'Phone Number',
		'phoneNumber',
		'+7 499 000-20-00',
		'Static tracked number, in any notation',
	),
	required: true,
};

export function readTrackedNumber({ context, itemIndex }: Run): string {
	const given: unknown = context.getNodeParameter('phoneNumber', itemIndex);
	return required('Phone Number', readPhoneNumber('Phone Number', given));
}

/** The form of these answers is not documented, so they are passed on whole, in one item. */
export function wholeAnswer(answer: unknown): Items {
	return [{ json: (isRecord(answer) ? answer : { answer }) as IDataObject }];
}
