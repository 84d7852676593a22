import type { IDataObject } from 'n8n-workflow';
import { callbackLimits, createCallback } from '../../api/writes/callbacks';
import { phoneNumber } from '../../shared/parameters/contact';
import { customFields } from '../../shared/parameters/customFields';
import { additionalFields } from '../../shared/fields/collection';
import { required } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { text } from '../../shared/fields/text';
import { optionsWith } from '../../shared/parameters/options';
import { tags } from '../../shared/parameters/tags';
import { itemOperation } from '../operation';

export const createCallbackOperation = itemOperation({
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
			fields: customFields(
				'Form Fields',
				'What the client filled in, up to five fields',
				callbackLimits.fields,
			),
			callUrl: text('Page URL', {
				example: 'https://site.example/form',
				description: 'Page of the form',
			}),
			scheduleTime: moment('Schedule Time', 'When to call. If empty, at once'),
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
		options: optionsWith({}),
	},
	async execute({ connection }, { routeKey, phoneNumber: phone, additionalFields: others }) {
		const filledIn = others.fields?.map(({ field, value }) => ({
			name: field,
			value: String(value),
		}));
		const callback = { ...others, routeKey, phone, fields: filledIn };
		return [{ json: (await createCallback(connection, callback)) as IDataObject }];
	},
});
