import { required } from '../fields/field';
import { id } from '../fields/text';

export const callId = required(
	id('Call ID', {
		// So that the node works where it is dropped: behind a trigger or a list of calls.
		default: '={{ $json.callId }}',
		example: '22010007',
		description: 'Number of the call in Calltouch, as in the output of Get Many',
	}),
);
