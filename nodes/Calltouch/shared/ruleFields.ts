import type { INodeProperties } from 'n8n-workflow';
import { deepestSearch } from '../api/matching';
import { flagField, several, textField, timeField } from './collections';
import { nameParameter } from './names';

/** The fields that a matching rule may show, in the order in which it shows them. */
export const ruleFields: INodeProperties[] = [
	textField('Call ID', 'callId', '22010007'),
	textField('Request ID', 'requestId', '9001'),
	textField('Chat ID', 'chatId', '3001'),
	textField('Session ID', 'sessionId', '1900001111', several),
	textField('Phones', 'phones', '+7 915 888-11-22', several),
	textField('Emails', 'emails', 'client@example.com', several),
	textField(
		'MD5 of Phones',
		'md5Phones',
		'0cc175b9c0f1b6a831c399e269772661',
		`MD5 hash of the digits of a phone, for when the phone itself must not be sent. ${several}.`,
	),
	textField('WhatsApp Phones', 'waPhones', '+7 915 888-11-22', several),
	textField('Telegram IDs', 'tgIds', '123456', several),
	textField('Telegram User Names', 'tgUsernames', '@username', several),
	textField('VK IDs', 'vkIds', '123456', several),
	flagField(
		'Search Phones in Transcripts',
		'searchAmongPhonesInText',
		'Whether to look for the phone also among the numbers that were said in calls',
	),
	timeField('Date', 'date', 'Look for a lead around this time'),
	{
		displayName: 'Which One',
		name: 'typeToMatch',
		type: 'options',
		options: [
			{ name: 'Nearest', value: 'nearest' },
			{ name: 'Nearest Unique', value: 'nearestUniq' },
			{ name: 'Nearest Unique Lead', value: 'nearestUniqLead', description: 'For calls' },
		],
		default: 'nearest',
		description: 'Which one counts when several match',
	},
	{
		displayName: 'Search Depth (Minutes)',
		name: 'searchDepth',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: deepestSearch },
		default: deepestSearch,
		description: 'How far from the date to look. 262800 minutes is half a year.',
	},
	flagField('With Chats', 'withChats', 'Whether to look in chats as well'),
	nameParameter('Source', 'source', 'searchSources', 'Source of the traffic'),
	textField('Medium', 'medium', 'cpc'),
	textField('Campaign', 'campaign', 'spring'),
	textField('Content', 'content', 'banner'),
	textField('Term', 'term', 'plastic windows'),
	textField(
		'Only With Tags',
		'tags',
		'vip, sold',
		'Tags that the lead must have, separated by commas',
	),
	{
		displayName: 'Tags Logic',
		name: 'tagsLogic',
		type: 'options',
		options: [
			{ name: 'All Tags', value: 'and' },
			{ name: 'Any Tag', value: 'or' },
		],
		default: 'and',
		description: 'How many of the tags the lead must have',
	},
];
