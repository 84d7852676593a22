import type { INodeProperties } from 'n8n-workflow';

export const callIdParameter: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 22010007',
	description: 'Number of the call in Calltouch, as in the output of Get Many',
};
