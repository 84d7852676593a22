import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { createRequests, requestLimits, type NewRequest } from '../../api/requestWrites';
import { additionalFields, textField, timeField } from '../../shared/collections';
import { contactParameters, readContact } from '../../shared/contact';
import { customFieldsParameter, readCustomFields } from '../../shared/customFields';
import { customSourcesParameter, readCustomSources } from '../../shared/customSources';
import { nameParameter } from '../../shared/names';
import { plainOptions } from '../../shared/options';
import { readTags, tagsParameter } from '../../shared/tags';
import { readText, readTime, requiredText } from '../../shared/values';
import type { Run } from '../operation';

export const option = {
	name: 'Create',
	action: 'Create a request',
	description: 'Create requests as if they had been left on the site, up to 100 in a request',
};

export const description: INodeProperties[] = [
	{
		...textField(
			'Request Number',
			'requestNumber',
			'{{ $json.ID }}',
			'Your own number of the request',
		),
		required: true,
	},
	timeField('Request Date', 'requestDate', 'When the request was made. If empty, now'),
	...contactParameters,
	textField('Subject', 'subject', 'Form on the site', 'Name of the form'),
	additionalFields([
		textField('Comment', 'comment', 'Wants a call in the evening'),
		customFieldsParameter('Custom Fields', 'customFields', 'Custom fields of the request'),
		customSourcesParameter,
		nameParameter('Manager', 'manager', 'searchManagers', 'Who is in charge of the request'),
		textField('Request URL', 'requestUrl', 'https://site.example/form', 'Page of the form'),
		textField('Session ID', 'sessionId', '1900001111', 'Visit to credit the request to'),
		tagsParameter('Tags', 'tags', 'Tags for the request'),
	]),
	...plainOptions(),
];

export function read({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): NewRequest {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const most = requestLimits;
	return {
		requestNumber: requiredText('Request Number', parameter('requestNumber'), most.requestNumber),
		requestDate: readTime('Request Date', parameter('requestDate'), zone) ?? DateTime.now(),
		...readContact(context, itemIndex, most.fio),
		subject: readText('Subject', parameter('subject'), most.subject),
		requestUrl: readText('Request URL', fields.requestUrl, most.requestUrl),
		sessionId: readText('Session ID', fields.sessionId),
		manager: readText('Manager', fields.manager),
		comment: readText('Comment', fields.comment, most.comment),
		tags: readTags('Tags', fields.tags),
		customSources: readCustomSources(fields.customSources),
		customFields: readCustomFields('Custom Fields', fields.customFields, most.customFields),
	};
}

export const write = createRequests;
