import { invalidInput } from '../../api/errors';
import { formLimits as limits, submitForm as submit } from '../../api/writes/requests';
import { contact } from '../../shared/parameters/contact';
import { additionalFields } from '../../shared/fields/collection';
import { field, withDefault } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { toggle } from '../../shared/fields/toggle';
import { tags } from '../../shared/parameters/tags';
import { singleOperation } from '../operation';
import { comment, requestNumber, requestUrl, sessionId, subject } from './fields';

const { definition } = tags('Tags', 'Tags for the request');

/** A form sends its tags as one text, so Calltouch would make two of a tag with a comma. */
const formTags = field({
	...definition,
	parse: (value: unknown, label: string, zone: string) => {
		const names = definition.parse(value, label, zone);
		const divided = names.find((name) => name.includes(','));
		if (divided === undefined) return names;
		throw invalidInput(`Tag under ${label}`, divided, 'has a comma inside', 'Use Request: Create.');
	},
});

export const submitForm = singleOperation({
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
			requestDate: moment('Request Date', 'When the form was sent. Without it, now'),
			requestNumber: requestNumber(limits.requestNumber),
			requestUrl: requestUrl(),
			sessionId,
			tags: formTags,
			targetRequest: withDefault(
				toggle('Target Request', 'Whether to mark the request as a target request'),
			),
		}),
	},
	read: ({ contact: who, subject: named, additionalFields: others }) => ({
		...who,
		subject: named,
		...others,
	}),
	send: submit,
});
