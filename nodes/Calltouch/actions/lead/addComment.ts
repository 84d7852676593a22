import { addComments } from '../../api/writes/leads';
import { required } from '../../shared/fields/field';
import { text } from '../../shared/fields/text';
import { leadMatching } from '../../shared/parameters/matching';
import { batchOperation } from '../operation';

export const addComment = batchOperation({
	option: {
		name: 'Add Comment',
		action: 'Add comment to lead',
		description: 'Add comments to calls, requests or chats, up to 100 in a request',
	},
	fields: {
		matching: leadMatching,
		comment: required(
			text('Comment', { example: 'Wants a call in the evening', typeOptions: { rows: 3 } }),
		),
	},
	read: ({ matching, comment }) => ({ matching, comment }),
	write: addComments,
});
