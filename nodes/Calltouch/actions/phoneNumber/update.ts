import { invalidInput } from '../../api/errors';
import { updateNumber as write } from '../../api/phoneNumbers';
import { isRecord } from '../../api/record';
import { collection } from '../../shared/fields/collection';
import { field, meant, type Field } from '../../shared/fields/field';
import { name } from '../../shared/fields/name';
import { text } from '../../shared/fields/text';
import { singleOperation } from '../operation';
import { trackedNumber } from './shared';

const credited = { label: 'Display Options', placeholder: 'Add field' };

const redirects: Field<object> = field({
	label: 'Redirect Options',
	property: {
		type: 'json',
		default: '{}',
		description: 'Where the calls go, as a JSON object in the form that Calltouch documents',
	},
	parse: parseJson,
});

export const updateNumber = singleOperation({
	option: {
		name: 'Update',
		action: 'Update tracked number',
		description: 'Update what the calls to a static number are credited to, one request per item',
	},
	fields: {
		phoneNumber: trackedNumber,
		displayOptions: collection(
			{ ...credited, description: 'What the calls to the number are credited to' },
			{
				campaign: text('Campaign', { example: 'spring' }),
				content: text('Content', { example: 'banner' }),
				keyword: text('Keyword', { example: 'plastic windows' }),
				medium: text('Medium', { example: 'offline' }),
				source: name('Source', 'searchSources', 'Source of the traffic'),
			},
		),
		redirectOptions: meant(redirects),
	},
	read: ({ phoneNumber, displayOptions, redirectOptions = {} }) => {
		const nothing = Object.values(displayOptions).every((value) => value === undefined);
		if (nothing && Object.keys(redirectOptions).length === 0) {
			const both = `${credited.label} and ${redirects.definition.label}`;
			throw invalidInput(both, undefined, 'are both empty', 'Fill in one of the two.');
		}
		return { phoneNumber, displayOptions, redirectOptions };
	},
	send: async (connection, { phoneNumber, displayOptions, redirectOptions }) => {
		const answer = await write(connection, phoneNumber, displayOptions, redirectOptions);
		return { phoneNumber, updated: true, answer: answer ?? null };
	},
});

function parseJson(value: unknown, label: string): object {
	const parsed = typeof value === 'string' ? parseText(value) : value;
	if (isRecord(parsed)) return parsed;
	throw invalidInput(label, value, 'is not a JSON object', 'Write it as {"name": "value"}.');
}

function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
