import type { INodeProperties } from 'n8n-workflow';
import { addTags, type TaggedLead } from '../../api/leads';
import { plainOptions } from '../../shared/options';
import { readTags, tagsParameter } from '../../shared/tags';
import { required } from '../../shared/values';
import type { Run } from '../operation';
import { leadMatching, overwriteParameter, readLeadMatching, readOverwrite } from './shared';

export const option = {
	name: 'Add Tags',
	action: 'Add tags to a lead',
	description: 'Add tags to calls, requests or chats, up to 100 in a request',
};

export const description: INodeProperties[] = [
	leadMatching,
	tagsParameter('Tags', 'tags', 'Tags to add'),
	overwriteParameter('tags'),
	...plainOptions(),
];

export function read(run: Run): TaggedLead {
	const tags = readTags('Tags', run.context.getNodeParameter('tags', run.itemIndex, {}));
	return {
		matching: readLeadMatching(run),
		tags: required('Tags', tags),
		overwrite: readOverwrite(run),
	};
}

export const write = addTags;
