import type { IDataObject } from 'n8n-workflow';
import { deleteNumber as remove } from '../../api/phoneNumbers';
import { optionsWith } from '../../shared/parameters/options';
import { itemOperation } from '../operation';
import { trackedNumber } from './shared';

export const deleteNumber = itemOperation({
	option: {
		name: 'Delete',
		action: 'Delete tracked number',
		description: 'Remove a static number from the tracked numbers, one request per item',
	},
	fields: { phoneNumber: trackedNumber, options: optionsWith({}) },
	async execute({ connection }, { phoneNumber }) {
		const answer = await remove(connection, phoneNumber);
		return [{ json: { phoneNumber, deleted: true, answer: (answer ?? null) as IDataObject } }];
	},
});
