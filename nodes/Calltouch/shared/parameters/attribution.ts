import { choice } from '../fields/choice';

/** Filter of the call and request journals. */
export const attribution = choice('Attribution', {
	options: [
		{ name: '0: Last Interaction', value: 0 },
		{ name: '1: Last Non-Direct Interaction', value: 1 },
	],
	default: 1,
	description: 'Model by which Calltouch credits a call or a request to an advertisement',
});
