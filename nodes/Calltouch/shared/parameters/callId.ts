import { digits } from '../../api/ids';
import { required } from '../fields/field';
import { inputText, locator } from '../fields/locator';

const key = 'callId';

/**
 * Addresses that name a call: as a parameter, or as a part of the path like that of its recording
 * (docs/calltouch-api.md#recordings).
 */
const link = {
	regex: '^https?://\\S*(?:[?&#/;][cC]all_?[iI][dD]=|/calls?/)(\\d{1,20})(?![^/?&#\\s])',
	example:
		'https://api.calltouch.ru/calls-service/RestAPI/12345/calls-diary/calls/22010007/download',
	value: 'a call ID',
};

/** The call of the input item at first, so that a field works behind a trigger or a list of calls as it is placed. */
export const callIdOfInput = locator('Call ID', {
	inputKey: key,
	description: 'Number of the call in Calltouch, as in the output of Get Many',
	list: 'searchCalls',
	typed: {
		placeholder: 'e.g. 22010007',
		hint: `${inputText(key)} is the call of the input item`,
		validation: {
			regex: `(?:[\\d\\s]*|${inputText(key).replace(/[{}$.]/g, '\\$&')})`,
			errorMessage: 'Call ID is not a number made of digits',
		},
	},
	link,
	parse: digits,
});

export const callId = required(callIdOfInput);

/** The value of such a field as the editor saves it. */
export const inputCallId = { __rl: true, mode: 'id', value: inputText(key) };
