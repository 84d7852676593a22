import { assignManagers } from '../../api/writes/leads';
import { required } from '../../shared/fields/field';
import { name } from '../../shared/fields/name';
import { leadMatching } from '../../shared/parameters/matching';
import { batchOperation } from '../operation';
import { overwriteOf } from './shared';

export const assignManager = batchOperation({
	option: {
		name: 'Assign Manager',
		action: 'Assign manager to lead',
		description: 'Assign managers to calls, requests or chats, up to 100 in a request',
	},
	fields: {
		matching: leadMatching,
		manager: required(name('Manager', 'searchManagers', 'Who is in charge of the lead')),
		overwrite: overwriteOf('managers'),
	},
	read: ({ matching, manager, overwrite }) => ({ matching, manager, overwrite }),
	write: assignManagers,
});
