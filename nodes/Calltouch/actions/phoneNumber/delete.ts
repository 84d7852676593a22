import { deleteNumber as remove } from '../../api/phoneNumbers';
import { singleOperation } from '../operation';
import { trackedNumber } from './shared';

export const deleteNumber = singleOperation({
	option: {
		name: 'Delete',
		action: 'Delete tracked number',
		description: 'Remove a static number from the tracked numbers, one request per item',
	},
	fields: { phoneNumber: trackedNumber },
	read: ({ phoneNumber }) => phoneNumber,
	send: async (connection, phoneNumber) => {
		const answer = await remove(connection, phoneNumber);
		return { phoneNumber, deleted: true, answer: answer ?? null };
	},
});
