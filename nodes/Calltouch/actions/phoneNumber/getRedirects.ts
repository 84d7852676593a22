import { digits } from '../../api/ids';
import { listRedirects, maxRedirectIds } from '../../api/phoneNumbers';
import { filters } from '../../shared/fields/collection';
import { list } from '../../shared/fields/list';
import { phones } from '../../shared/fields/phone';
import { text } from '../../shared/fields/text';
import { optionsWith } from '../../shared/parameters/options';
import { itemOperation } from '../operation';
import { wholeAnswer } from './shared';

export const getRedirects = itemOperation({
	option: {
		name: 'Get Redirects',
		action: 'Get redirects of tracked numbers',
		description: 'Get the redirect scenarios of tracked numbers, as Calltouch sends them',
	},
	fields: {
		filters: filters({
			phoneNumbers: phones('Tracked Numbers', {
				example: '+7 499 000-20-00',
				description: 'Give several separated by commas',
			}),
			poolName: text('Pool Name', { example: 'Main pool' }),
			redirectIds: list('Redirect IDs', {
				example: '1, 2',
				description: 'Up to 50, separated by commas',
				max: maxRedirectIds,
				parse: (value, label) => Number(digits(value, label)),
			}),
			redirectName: text('Redirect Name', { example: 'Office' }),
			filterMode: text('Redirect Name Filter Mode', {
				example: 'start_with',
				description: 'How to compare the name, written as in the Calltouch API',
			}),
			redirectStatus: text('Redirect Status', {
				example: 'active',
				description: 'Status, written as in the Calltouch API',
			}),
		}),
		options: optionsWith({}),
	},
	async execute({ connection }, { filters: { redirectName: name, filterMode, ...others } }) {
		const redirectName = name === undefined ? undefined : { value: name, filterMode };
		return wholeAnswer(await listRedirects(connection, { ...others, redirectName }));
	},
});
