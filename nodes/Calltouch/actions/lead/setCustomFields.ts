import type { INodeProperties } from 'n8n-workflow';
import { setCustomFields, type DescribedLead } from '../../api/leads';
import { customFieldsParameter, readCustomFields } from '../../shared/customFields';
import { plainOptions } from '../../shared/options';
import { required } from '../../shared/values';
import type { Run } from '../operation';
import { leadMatching, overwriteParameter, readLeadMatching, readOverwrite } from './shared';

export const option = {
	name: 'Set Custom Fields',
	action: 'Set custom fields of a lead',
	description: 'Set custom fields of calls, requests or chats, up to 100 leads in a request',
};

export const description: INodeProperties[] = [
	leadMatching,
	customFieldsParameter('Custom Fields', 'customFields', 'Fields to set'),
	overwriteParameter('custom fields'),
	...plainOptions(),
];

export function read(run: Run): DescribedLead {
	const given = run.context.getNodeParameter('customFields', run.itemIndex, {});
	return {
		matching: readLeadMatching(run),
		customFields: required('Custom Fields', readCustomFields('Custom Fields', given)),
		overwrite: readOverwrite(run),
	};
}

export const write = setCustomFields;
