import type { INodeProperties } from 'n8n-workflow';

export const callIdParameter: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	// So that the node works where it is dropped: behind a trigger or a list of calls.
	default: '={{ $json.callId }}',
	required: true,
	placeholder: 'e.g. 22010007',
	description: 'Number of the call in Calltouch, as in the output of Get Many',
};
