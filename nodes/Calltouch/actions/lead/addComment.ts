import type { INodeProperties } from 'n8n-workflow';
import { addComments, type CommentedLead } from '../../api/leads';
import { plainOptions } from '../../shared/options';
import { requiredText } from '../../shared/values';
import type { Run } from '../operation';
import { leadMatching, readLeadMatching } from './shared';

export const option = {
	name: 'Add Comment',
	action: 'Add a comment to a lead',
	description: 'Add comments to calls, requests or chats, up to 100 in a request',
};

export const description: INodeProperties[] = [
	leadMatching,
	{
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. Wants a call in the evening',
	},
	...plainOptions(),
];

export function read(run: Run): CommentedLead {
	const given = run.context.getNodeParameter('comment', run.itemIndex);
	return { matching: readLeadMatching(run), comment: requiredText('Comment', given) };
}

export const write = addComments;
