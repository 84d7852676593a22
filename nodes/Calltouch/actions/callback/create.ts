import { callbackLimits, createCallback } from '../../api/writes/callbacks';
import { phoneNumber } from '../../shared/parameters/contact';
import { additionalFields } from '../../shared/fields/collection';
import { needed, required } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { rows } from '../../shared/fields/rows';
import { text } from '../../shared/fields/text';
import { tags } from '../../shared/parameters/tags';
import { singleOperation } from '../operation';

const formFields = rows(
	'Form Fields',
	{
		row: 'Field',
		description: 'What the client filled in, up to five fields',
		max: callbackLimits.fields,
	},
	{
		name: needed(text('Name', { description: 'Name of the field' })),
		value: needed(text('Value', { example: 'Ivan' })),
		type: text('Type', { example: 'email', description: 'Kind of the field: name or email' }),
	},
);

export const createCallbackOperation = singleOperation({
	option: {
		name: 'Create',
		action: 'Create callback',
		description: 'Let Calltouch call a client back, one request per item',
	},
	fields: {
		routeKey: required(
			text('Route Key', {
				example: 'myKey',
				description: 'Key of the widget or form in Calltouch through which the call goes',
			}),
		),
		phoneNumber: required(phoneNumber),
		additionalFields: additionalFields({
			fields: formFields,
			callUrl: text('Page URL', {
				example: 'https://site.example/form',
				description: 'Page of the form',
			}),
			scheduleTime: moment('Schedule Time', 'When to call. Without it, at once'),
			sessionId: text('Session ID', {
				example: '1900001111',
				description: 'Visit to credit the call to',
			}),
			tags: tags('Tags', 'Tags for the call, up to ten', callbackLimits.tags),
			utmCampaign: text('UTM Campaign', { example: 'spring' }),
			utmContent: text('UTM Content', { example: 'banner' }),
			utmMedium: text('UTM Medium', { example: 'cpc' }),
			utmSource: text('UTM Source', { example: 'yandex' }),
			utmTerm: text('UTM Term', { example: 'plastic windows' }),
		}),
	},
	read: ({ routeKey, phoneNumber: phone, additionalFields: others }) => ({
		...others,
		routeKey,
		phone,
	}),
	send: createCallback,
});
