import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { importCalls, importLimits, importStatuses, type ImportedCall } from '../../api/callImport';
import { readChoice } from '../../shared/choice';
import { additionalFields, textField, timeField } from '../../shared/collections';
import { customSourcesParameter, readCustomSources } from '../../shared/customSources';
import { plainOptions } from '../../shared/options';
import { readTags, tagsParameter } from '../../shared/tags';
import {
	readPhoneNumber,
	readText,
	readTime,
	readWhole,
	required,
	requiredText,
} from '../../shared/values';
import type { Run } from '../operation';

export const option = {
	name: 'Import',
	action: 'Import a call',
	description: 'Import calls from another platform, up to 100 in a request',
};

export const description: INodeProperties[] = [
	{
		...textField(
			'Reference ID',
			'referenceId',
			'{{ $json.ID }}',
			'Your own number of the call. It can be used once and never again, even after the call was deleted.',
		),
		required: true,
	},
	{
		...textField('Client Phone Number', 'clientPhoneNumber', '+7 915 888-11-22', 'Who called'),
		required: true,
	},
	{
		...textField(
			'Call Center Phone Number',
			'callCenterPhoneNumber',
			'+7 495 333-88-77',
			'Number that was called',
		),
		required: true,
	},
	{ ...timeField('Start Time', 'callStartTime', 'When the call began'), required: true },
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How long they talked',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Successful', value: 'successful', description: 'The call was answered' },
			{ name: 'Unsuccessful', value: 'unsuccessful', description: 'The call was missed' },
		],
		default: 'successful',
		description: 'Whether the call was answered',
	},
	additionalFields([
		textField('Comment', 'comment', 'Wants a call in the evening'),
		customSourcesParameter,
		textField('Recording URL', 'recordUrl', 'https://pbx.example/1.mp3', 'Address of the audio'),
		textField('SIP Call ID', 'sipCallId', '00000000-0001-123d', 'Number of the SIP session'),
		tagsParameter('Tags', 'tags', 'Tags for the call'),
		{
			displayName: 'Waiting Time (Seconds)',
			name: 'waitingTime',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'How long the client waited for an answer',
		},
	]),
	...plainOptions(),
];

export function read({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): ImportedCall {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const phone = (label: string, name: string) =>
		required(label, readPhoneNumber(label, parameter(name)));
	const most = importLimits;
	return {
		referenceId: requiredText('Reference ID', parameter('referenceId'), most.referenceId),
		clientPhoneNumber: phone('Client Phone Number', 'clientPhoneNumber'),
		callCenterPhoneNumber: phone('Call Center Phone Number', 'callCenterPhoneNumber'),
		callStartTime: required('Start Time', readTime('Start Time', parameter('callStartTime'), zone)),
		duration: required('Duration', readWhole('Duration', parameter('duration'), 0)),
		status: required('Status', readChoice('Status', parameter('status'), importStatuses)),
		waitingTime: readWhole('Waiting Time', fields.waitingTime, 0),
		sipCallId: readText('SIP Call ID', fields.sipCallId, most.sipCallId),
		recordUrl: readText('Recording URL', fields.recordUrl),
		comment: readText('Comment', fields.comment),
		tags: readTags('Tags', fields.tags),
		customSources: readCustomSources(fields.customSources),
	};
}

export const write = importCalls;
