import { listNumbers } from '../../api/phoneNumbers';
import { required } from '../../shared/fields/field';
import { phones } from '../../shared/fields/phone';
import { optionsWith } from '../../shared/parameters/options';
import { itemOperation } from '../operation';
import { wholeAnswer } from './shared';

export const getAllNumbers = itemOperation({
	option: {
		name: 'Get Many',
		action: 'Get many tracked numbers',
		description: 'Get many tracked numbers with their pools and redirects, as Calltouch sends them',
	},
	fields: {
		phoneNumbers: required(
			phones('Tracked Numbers', {
				example: '+7 499 000-20-00',
				description: 'Tracked numbers, as a list or separated by commas',
			}),
		),
		options: optionsWith({}),
	},
	async execute({ connection }, { phoneNumbers }) {
		return wholeAnswer(await listNumbers(connection, phoneNumbers));
	},
});
