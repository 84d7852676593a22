import { addTags as writeTags } from '../../api/writes/leads';
import { needed } from '../../shared/fields/field';
import { leadMatching } from '../../shared/parameters/matching';
import { tags as tagsOf } from '../../shared/parameters/tags';
import { batchOperation } from '../operation';
import { overwriteOf } from './shared';

export const addTags = batchOperation({
	option: {
		name: 'Add Tags',
		action: 'Add tags to lead',
		description: 'Add tags to calls, requests or chats, up to 100 in a request',
	},
	fields: {
		matching: leadMatching,
		tags: needed(tagsOf('Tags', 'Tags to add')),
		overwrite: overwriteOf('tags'),
	},
	read: ({ matching, tags, overwrite }) => ({ matching, tags, overwrite }),
	write: writeTags,
});
