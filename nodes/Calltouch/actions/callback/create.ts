import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { callbackLimits, createCallback, type NewCallback } from '../../api/callbacks';
import { invalidInput } from '../../api/errors';
import { additionalFields, textField, timeField } from '../../shared/collections';
import { customFieldsParameter, readCustomFields } from '../../shared/customFields';
import { phoneNumberParameter } from '../../shared/contact';
import { plainOptions } from '../../shared/options';
import { readTags, tagsParameter } from '../../shared/tags';
import { readPhoneNumber, readText, readTime, required, requiredText } from '../../shared/values';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Create',
	action: 'Create a callback',
	description: 'Let Calltouch call a client back, one request per item',
};

export const description: INodeProperties[] = [
	{
		...textField(
			'Route Key',
			'routeKey',
			'myKey',
			'Key of the widget or form in Calltouch through which the call goes',
		),
		required: true,
	},
	{ ...phoneNumberParameter, required: true },
	additionalFields([
		customFieldsParameter('Form Fields', 'fields', 'What the client filled in, up to five fields'),
		textField('Page URL', 'callUrl', 'https://site.example/form', 'Page of the form'),
		timeField('Schedule Time', 'scheduleTime', 'When to call. If empty, at once'),
		textField('Session ID', 'sessionId', '1900001111', 'Visit to credit the call to'),
		tagsParameter('Tags', 'tags', 'Tags for the call, up to ten'),
		textField('UTM Campaign', 'utmCampaign', 'spring'),
		textField('UTM Content', 'utmContent', 'banner'),
		textField('UTM Medium', 'utmMedium', 'cpc'),
		textField('UTM Source', 'utmSource', 'yandex'),
		textField('UTM Term', 'utmTerm', 'plastic windows'),
	]),
	...plainOptions(),
];

export async function execute(run: Run): Promise<Items> {
	const callback = readCallback(run);
	const made = await createCallback(run.connection, callback);
	return [{ json: made as IDataObject }];
}

function readCallback({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): NewCallback {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const filledIn = readCustomFields('Form Fields', fields.fields, callbackLimits.fields);
	const tags = readTags('Tags', fields.tags);
	if (tags && tags.length > callbackLimits.tags) {
		throw invalidInput('Tags', undefined, `has more than ${callbackLimits.tags} entries`);
	}
	const phone = readPhoneNumber('Phone Number', parameter('phoneNumber'));
	return {
		routeKey: requiredText('Route Key', parameter('routeKey')),
		phone: required('Phone Number', phone),
		fields: filledIn?.map(({ field, value }) => ({ name: field, value: String(value) })),
		sessionId: readText('Session ID', fields.sessionId),
		scheduleTime: readTime('Schedule Time', fields.scheduleTime, zone),
		utmSource: readText('UTM Source', fields.utmSource),
		utmMedium: readText('UTM Medium', fields.utmMedium),
		utmCampaign: readText('UTM Campaign', fields.utmCampaign),
		utmContent: readText('UTM Content', fields.utmContent),
		utmTerm: readText('UTM Term', fields.utmTerm),
		callUrl: readText('Page URL', fields.callUrl),
		tags,
	};
}
