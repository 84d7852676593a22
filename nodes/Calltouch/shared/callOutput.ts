import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { callKeys } from '../api/callKeys';
import { callBlocks, type CallBlock } from '../api/calls';
import { callClock } from '../api/callTime';
import type { CalltouchRecord } from '../api/types';
import { outputParameters, pick, readOutput, type Output } from './output';
import type { ParameterSource } from './parameters';

/** Fields of the simplified output: the useful ones first. `date` is ISO 8601 in the account's time zone. */
const simplifiedKeys = [
	'callId',
	'date',
	'callerNumber',
	'phoneNumber',
	'duration',
	'successful',
	'targetCall',
	'source',
	'medium',
	'utmCampaign',
] as const;

export const callOutputParameters: INodeProperties[] = outputParameters({
	record: 'call',
	keys: callKeys,
	first: ['callId', 'date', 'callerNumber'],
	include: [
		{ name: 'Call Tags', value: 'callTags' },
		{ name: 'Callback Data', value: 'callbackInfo' },
		{ name: 'Comments', value: 'comments' },
		{ name: 'Custom Attributes', value: 'attrs' },
		{ name: 'Custom Fields', value: 'customFields' },
		{ name: 'DCM', value: 'dcm' },
		{ name: 'Deals', value: 'orders' },
		{ name: 'Google Ads', value: 'googleAdWords' },
		{ name: 'Transcript', value: 'phrases' },
		{ name: 'Visits', value: 'mapVisits' },
		{ name: 'Yandex.Direct', value: 'yandexDirect' },
	],
});

/** @throws CalltouchError that names the parameter and shows its value */
export function readCallOutput(
	context: ParameterSource,
	itemIndex: number,
	zone: string,
): Output<CallBlock> {
	return readOutput(context, itemIndex, { blocks: callBlocks, simplify: simplifier(zone) });
}

function simplifier(zone: string): (call: CalltouchRecord) => IDataObject {
	const clock = callClock(zone);
	return (call) => {
		const simple = pick(call, simplifiedKeys);
		simple.date = clock(call)?.iso ?? simple.date;
		return simple;
	};
}
