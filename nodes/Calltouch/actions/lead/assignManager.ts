import type { INodeProperties } from 'n8n-workflow';
import { assignManagers, type ManagedLead } from '../../api/leads';
import { nameParameter } from '../../shared/names';
import { plainOptions } from '../../shared/options';
import { requiredText } from '../../shared/values';
import type { Run } from '../operation';
import { leadMatching, overwriteParameter, readLeadMatching, readOverwrite } from './shared';

export const option = {
	name: 'Assign Manager',
	action: 'Assign a manager to a lead',
	description: 'Assign managers to calls, requests or chats, up to 100 in a request',
};

export const description: INodeProperties[] = [
	leadMatching,
	{
		...nameParameter('Manager', 'manager', 'searchManagers', 'Who is in charge of the lead'),
		required: true,
	},
	overwriteParameter('managers'),
	...plainOptions(),
];

export function read(run: Run): ManagedLead {
	const given = run.context.getNodeParameter('manager', run.itemIndex);
	return {
		matching: readLeadMatching(run),
		manager: requiredText('Manager', given),
		overwrite: readOverwrite(run),
	};
}

export const write = assignManagers;
