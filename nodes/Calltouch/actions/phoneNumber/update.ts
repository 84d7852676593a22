import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import { updateNumber } from '../../api/numbers';
import { isRecord } from '../../api/types';
import { textField } from '../../shared/collections';
import { nameParameter } from '../../shared/names';
import { plainOptions } from '../../shared/options';
import { plain, readText } from '../../shared/values';
import type { Items, Run } from '../operation';
import { readTrackedNumber, trackedNumber } from './shared';

export const option = {
	name: 'Update',
	action: 'Update a phone number',
	description: 'Update what the calls to a static number are credited to, one request per item',
};

export const description: INodeProperties[] = [
	trackedNumber,
	{
		displayName: 'Display Options',
		name: 'displayOptions',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description: 'What the calls to the number are credited to',
		options: [
			textField('Campaign', 'campaign', 'spring'),
			textField('Content', 'content', 'banner'),
			textField('Keyword', 'keyword', 'plastic windows'),
			textField('Medium', 'medium', 'offline'),
			nameParameter('Source', 'source', 'searchSources', 'Source of the traffic'),
		],
	},
	{
		displayName: 'Redirect Options',
		name: 'redirectOptions',
		type: 'json',
		default: '{}',
		description: 'Where the calls go, as a JSON object in the form that Calltouch documents',
	},
	...plainOptions(),
];

export async function execute(run: Run): Promise<Items> {
	const { context, itemIndex, connection } = run;
	const phoneNumber = readTrackedNumber(run);
	const fields = context.getNodeParameter('displayOptions', itemIndex, {}) as IDataObject;
	const displayOptions = {
		source: readText('Source', fields.source),
		medium: readText('Medium', fields.medium),
		campaign: readText('Campaign', fields.campaign),
		content: readText('Content', fields.content),
		keyword: readText('Keyword', fields.keyword),
	};
	const redirects = readJson(context.getNodeParameter('redirectOptions', itemIndex, {}));
	const nothing = Object.values(displayOptions).every((value) => value === undefined);
	if (nothing && Object.keys(redirects).length === 0) {
		throw invalidInput('Display Options and Redirect Options', undefined, 'are both empty');
	}
	const answer = await updateNumber(connection, phoneNumber, displayOptions, redirects);
	return [{ json: { phoneNumber, updated: true, answer: (answer ?? null) as IDataObject } }];
}

function readJson(value: unknown): object {
	const given = plain(value) ?? {};
	const parsed = typeof given === 'string' ? parse(given) : given;
	if (isRecord(parsed)) return parsed;
	throw invalidInput('Redirect Options', given, 'is not a JSON object');
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
