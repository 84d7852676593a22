import { digits } from '../../api/ids';
import { required, type Field } from '../fields/field';
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

function callLocator({
	initial,
	inputKey,
	hint,
}: {
	initial: string;
	inputKey?: string;
	hint?: string;
}): Field<string> {
	return locator('Call ID', {
		initial,
		description: 'Number of the call in Calltouch, as in the output of Get Many',
		list: 'searchCalls',
		typed: {
			placeholder: 'e.g. 22010007',
			...(hint ? { hint } : {}),
			validation: {
				regex: `(?:[\\d\\s]*|${inputText(key).replace(/[{}$.]/g, '\\$&')})`,
				errorMessage: 'Call ID is not a number made of digits',
			},
		},
		link,
		inputKey,
		parse: digits,
	});
}

/** The call of the input item at first, so that the node works behind a trigger or a list of calls as it is placed. */
export const callId = required(
	callLocator({
		initial: inputText(key),
		inputKey: key,
		hint: `${inputText(key)} is the call of the input item`,
	}),
);

/** The call of the input item, for a row, which does not know its item. */
export const inputCallId = { __rl: true, mode: 'id', value: `=${inputText(key)}` };

/** The call of a matching rule. */
export const ruleCallId = callLocator({ initial: inputCallId.value });
