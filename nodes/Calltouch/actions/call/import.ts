import { importCalls, importLimits } from '../../api/writes/calls';
import { customSources } from '../../shared/parameters/customSources';
import { choice } from '../../shared/fields/choice';
import { additionalFields } from '../../shared/fields/collection';
import { required, withDefault } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { phone } from '../../shared/fields/phone';
import { text } from '../../shared/fields/text';
import { whole } from '../../shared/fields/whole';
import { tags } from '../../shared/parameters/tags';
import { batchOperation } from '../operation';

export const importCall = batchOperation({
	option: {
		name: 'Import',
		action: 'Import call',
		description: 'Import calls from another platform, up to 100 in a request',
	},
	fields: {
		referenceId: required(
			text('Reference ID', {
				example: '{{ $json.ID }}',
				description:
					'Your own number of the call. It can be used once and never again, even after the call was deleted.',
				max: importLimits.referenceId,
			}),
		),
		clientPhoneNumber: required(
			phone('Client Phone Number', { example: '+7 915 888-11-22', description: 'Who called' }),
		),
		callCenterPhoneNumber: required(
			phone('Call Center Phone Number', {
				example: '+7 495 333-88-77',
				description: 'Number that was called',
			}),
		),
		callStartTime: required(moment('Start Time', 'When the call began')),
		duration: withDefault(
			whole('Duration (Seconds)', {
				min: 0,
				default: 0,
				description: 'How long they talked',
			}),
		),
		status: withDefault(
			choice('Status', {
				options: [
					{ name: 'Successful', value: 'successful', description: 'The call was answered' },
					{ name: 'Unsuccessful', value: 'unsuccessful', description: 'The call was missed' },
				],
				default: 'successful',
				description: 'Whether the call was answered',
			}),
		),
		additionalFields: additionalFields({
			comment: text('Comment', { example: 'Wants a call in the evening' }),
			customSources,
			recordUrl: text('Recording URL', {
				example: 'https://pbx.example/1.mp3',
				description: 'Address of the audio',
			}),
			sipCallId: text('SIP Call ID', {
				example: '00000000-0001-123d',
				description: 'Number of the SIP session',
				max: importLimits.sipCallId,
			}),
			tags: tags('Tags', 'Tags for the call'),
			waitingTime: whole('Waiting Time (Seconds)', {
				min: 0,
				default: 0,
				description: 'How long the client waited for an answer',
			}),
		}),
	},
	read: ({ additionalFields: { customSources: credited, ...others }, ...call }) => ({
		...call,
		...others,
		customSources: credited?.values,
	}),
	write: importCalls,
});
