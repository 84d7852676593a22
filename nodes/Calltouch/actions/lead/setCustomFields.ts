import { setCustomFields as writeCustomFields } from '../../api/writes/leads';
import { customFields as customFieldsOf } from '../../shared/parameters/customFields';
import { needed } from '../../shared/fields/field';
import { leadMatching } from '../../shared/parameters/matching';
import { batchOperation } from '../operation';
import { overwriteOf } from './shared';

export const setCustomFields = batchOperation({
	option: {
		name: 'Set Custom Fields',
		action: 'Set custom fields of lead',
		description: 'Set custom fields of calls, requests or chats, up to 100 leads in a request',
	},
	fields: {
		matching: leadMatching,
		customFields: needed(customFieldsOf('Custom Fields', 'Fields to set')),
		overwrite: overwriteOf('custom fields'),
	},
	read: ({ matching, customFields, overwrite }) => ({ matching, customFields, overwrite }),
	write: writeCustomFields,
});
