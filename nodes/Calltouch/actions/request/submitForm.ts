import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { formLimits, submitForm } from '../../api/requestWrites';
import { additionalFields, flagField, textField, timeField } from '../../shared/collections';
import { contactParameters, readContact } from '../../shared/contact';
import { plainOptions } from '../../shared/options';
import { readTags, tagsParameter } from '../../shared/tags';
import { readText, readTime } from '../../shared/values';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Submit Form',
	action: 'Submit a site form',
	description: 'Submit a form as the site itself does, one request per item',
};

export const description: INodeProperties[] = [
	...contactParameters,
	textField('Subject', 'subject', 'Form on the site', 'Name of the form'),
	additionalFields([
		textField('Comment', 'comment', 'Wants a call in the evening'),
		timeField('Request Date', 'requestDate', 'When the form was sent. If empty, now'),
		textField(
			'Request Number',
			'requestNumber',
			'{{ $json.ID }}',
			'Your own number of the request',
		),
		textField('Request URL', 'requestUrl', 'https://site.example/form', 'Page of the form'),
		textField('Session ID', 'sessionId', '1900001111', 'Visit to credit the request to'),
		tagsParameter('Tags', 'tags', 'Tags for the request'),
		flagField('Target Request', 'targetRequest', 'Whether to mark the request as a target request'),
	]),
	...plainOptions(),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const subject: unknown = context.getNodeParameter('subject', itemIndex, '');
	const made = await submitForm(connection, {
		...readContact(context, itemIndex),
		subject: readText('Subject', subject, formLimits.subject),
		requestNumber: readText('Request Number', fields.requestNumber, formLimits.requestNumber),
		requestDate: readTime('Request Date', fields.requestDate, connection.site.zone),
		requestUrl: readText('Request URL', fields.requestUrl),
		sessionId: readText('Session ID', fields.sessionId),
		comment: readText('Comment', fields.comment),
		tags: readTags('Tags', fields.tags),
		targetRequest: fields.targetRequest === true,
	});
	return [{ json: made as IDataObject }];
}
