import type { IDataObject } from 'n8n-workflow';
import { hasEnded } from '../../api/journals/callOutcome';
import { calls } from '../../api/journals/calls';
import type { CalltouchRecord } from '../../api/record';
import { recordClock } from '../../api/time/recordClock';
import type { DateText } from '../parameters/dateFormat';
import { outputOf, pick } from './output';

/** Fields of the simplified output, most useful first. `date` is in the account's time zone. */
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

/** The Output parameter for calls. */
export const callOutput = outputOf(calls, {
	record: 'call',
	first: ['callId', 'date', 'callerNumber'],
	tags: 'callTags',
	include: {
		callTags: { name: 'Call Tags' },
		callbackInfo: { name: 'Callback Data' },
		comments: { name: 'Comments' },
		attrs: { name: 'Custom Attributes' },
		customFields: { name: 'Custom Fields' },
		dcm: { name: 'DCM' },
		orders: { name: 'Deals' },
		googleAdWords: { name: 'Google Ads' },
		phrases: { name: 'Transcript' },
		mapVisits: { name: 'Visits' },
		yandexDirect: { name: 'Yandex.Direct' },
	},
	simplifier,
});

function simplifier(zone: string, dateText: DateText): (call: CalltouchRecord) => IDataObject {
	const clock = recordClock(calls.times, zone);
	return (call) => {
		const simple = pick(call, simplifiedKeys);
		simple.date = dateText(clock(call)) ?? simple.date;
		if (!hasEnded(call)) Object.assign(simple, { duration: null, successful: null });
		return simple;
	};
}
