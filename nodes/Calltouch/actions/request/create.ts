import { DateTime } from 'luxon';
import { createRequests, requestLimits as limits } from '../../api/writes/requests';
import { contactFields } from '../../shared/parameters/contact';
import { customFields } from '../../shared/parameters/customFields';
import { customSources } from '../../shared/parameters/customSources';
import { additionalFields } from '../../shared/fields/collection';
import { meant, required } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { name } from '../../shared/fields/name';
import { tags } from '../../shared/parameters/tags';
import { batchOperation } from '../operation';
import { comment, requestNumber, requestUrl, sessionId, subject } from './fields';

export const createRequest = batchOperation({
	option: {
		name: 'Create',
		action: 'Create request',
		description: 'Create requests as if they had been left on the site, up to 100 in a request',
	},
	fields: {
		requestNumber: required(requestNumber(limits.requestNumber)),
		requestDate: meant(moment('Request Date', 'When the request was made. If empty, now')),
		...contactFields(limits.fio),
		subject: subject(limits.subject),
		additionalFields: additionalFields({
			comment: comment(limits.comment),
			customFields: customFields(
				'Custom Fields',
				'Custom fields of the request',
				limits.customFields,
			),
			customSources,
			manager: name('Manager', 'searchManagers', 'Who is in charge of the request'),
			requestUrl: requestUrl(limits.requestUrl),
			sessionId,
			tags: tags('Tags', 'Tags for the request'),
		}),
	},
	read: ({ additionalFields: others, ...request }) => ({
		...request,
		...others,
		requestDate: request.requestDate ?? DateTime.now(),
		customSources: others.customSources?.values,
	}),
	write: createRequests,
});
