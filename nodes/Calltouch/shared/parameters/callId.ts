import { required } from '../fields/field';
import { id } from '../fields/text';

/** The call of the input item. */
export const inputCallId = '={{ $json.callId }}';

export const callId = required(
	id('Call ID', {
		// Makes the node work as soon as it is placed after a trigger or a list of calls.
		default: inputCallId,
		example: '22010007',
		description: 'Number of the call in Calltouch, as in the output of Get Many',
	}),
);
