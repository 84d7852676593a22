import type { INodeProperties } from 'n8n-workflow';
import { callKeys } from '../api/callKeys';
import type { CallBlock } from '../api/calls';
import { callClock } from '../api/callTime';
import { isBlock, readCallInclude } from './callFilters';
import { outputParameters, pick, readOutput, type Output, type Shaping } from './output';
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
});

/** How calls become items, and which blocks that needs from Calltouch. */
export type CallOutput = Output<CallBlock>;

/** @throws CalltouchError that names the parameter and shows its value */
export function readCallOutput(
	context: ParameterSource,
	itemIndex: number,
	zone: string,
): CallOutput {
	const included = readCallInclude(context, itemIndex);
	return readOutput(context, itemIndex, { included, isBlock, simplify: simplifier(zone) });
}

function simplifier(zone: string): Shaping<CallBlock>['simplify'] {
	const clock = callClock(zone);
	return (call) => {
		const simple = pick(call, simplifiedKeys);
		simple.date = clock(call)?.iso ?? simple.date;
		return simple;
	};
}
