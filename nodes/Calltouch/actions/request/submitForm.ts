import type { IDataObject } from 'n8n-workflow';
import { formLimits as limits, submitForm as submit } from '../../api/writes/requests';
import { contact } from '../../shared/parameters/contact';
import { additionalFields } from '../../shared/fields/collection';
import { withDefault } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { toggle } from '../../shared/fields/toggle';
import { optionsWith } from '../../shared/parameters/options';
import { tags } from '../../shared/parameters/tags';
import { itemOperation } from '../operation';
import { comment, requestNumber, requestUrl, sessionId, subject } from './fields';

export const submitForm = itemOperation({
	option: {
		name: 'Submit Form',
		action: 'Submit site form',
		description: 'Submit a form as the site itself does, one request per item',
	},
	fields: {
		contact: contact(),
		subject: subject(limits.subject),
		additionalFields: additionalFields({
			comment: comment(),
			requestDate: moment('Request Date', 'When the form was sent. If empty, now'),
			requestNumber: requestNumber(limits.requestNumber),
			requestUrl: requestUrl(),
			sessionId,
			tags: tags('Tags', 'Tags for the request'),
			targetRequest: withDefault(
				toggle('Target Request', 'Whether to mark the request as a target request'),
			),
		}),
		options: optionsWith({}),
	},
	async execute({ connection }, { contact: who, subject: named, additionalFields: others }) {
		const made = await submit(connection, { ...who, subject: named, ...others });
		return [{ json: made as IDataObject }];
	},
});
