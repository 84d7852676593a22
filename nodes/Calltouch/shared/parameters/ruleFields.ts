import { maxSearchDepth, type RuleField, type RuleValues } from '../../api/writes/matching';
import { choice } from '../fields/choice';
import { field, meant, type Definition, type Field } from '../fields/field';
import { emails, list, several } from '../fields/list';
import { moment } from '../fields/moment';
import { name } from '../fields/name';
import { phones } from '../fields/phone';
import { id, text } from '../fields/text';
import { toggle } from '../fields/toggle';
import { whole } from '../fields/whole';
import { callIdOfInput } from './callId';

/** A switch that is on when it is added, and sent only if it is on. */
function onlyOn(label: string, description: string): Field<true | undefined> {
	const { definition } = toggle(label, description, true);
	const parse: Definition<true | undefined>['parse'] = (...given) =>
		definition.parse(...given) || undefined;
	return field({ ...definition, parse });
}

const dayMinutes = 1440;

/** Minutes, chosen by what people call them. */
function searchDepth(): Field<number> {
	const bounds = { min: 1, max: maxSearchDepth, default: maxSearchDepth };
	return field({
		...whole('Search Depth', bounds).definition,
		property: {
			type: 'options',
			options: [
				{ name: 'Day', value: dayMinutes },
				{ name: 'Half a Year', value: maxSearchDepth },
				{ name: 'Month', value: 30 * dayMinutes },
				{ name: 'Quarter', value: 90 * dayMinutes },
				{ name: 'Week', value: 7 * dayMinutes },
			],
			default: maxSearchDepth,
			description: 'How far from the date to look. An expression gives minutes.',
		},
	});
}

/** Fields of matching rules, in display order. */
export const ruleFields: { [K in RuleField]: Field<RuleValues[K] | undefined> } = {
	callId: callIdOfInput,
	requestId: id('Request ID', { example: '9001' }),
	chatId: id('Chat ID', { example: '3001' }),
	sessionId: list('Session ID', { example: '1900001111', description: several }),
	phones: phones('Phones', { example: '+7 915 888-11-22', description: several }),
	emails: emails('Emails'),
	md5Phones: list('MD5 of Phones', {
		example: '0cc175b9c0f1b6a831c399e269772661',
		description: `MD5 hash of the digits of a phone, for when the phone itself must not be sent. ${several}.`,
	}),
	waPhones: phones('WhatsApp Phones', { example: '+7 915 888-11-22', description: several }),
	tgIds: list('Telegram IDs', { example: '123456', description: several }),
	tgUsernames: list('Telegram User Names', { example: '@username', description: several }),
	vkIds: list('VK IDs', { example: '123456', description: several }),
	searchAmongPhonesInText: onlyOn(
		'Search Phones in Transcripts',
		'Whether to look for the phone also among the numbers that were said in calls',
	),
	date: meant(
		moment(
			'Date',
			'Look for a lead around this time. Without it, the date of the deal if it is given, and otherwise now',
		),
	),
	typeToMatch: choice<string>('Which One', {
		options: [
			{ name: 'Nearest', value: 'nearest' },
			{ name: 'Nearest Unique', value: 'nearestUniq' },
			{ name: 'Nearest Unique Lead', value: 'nearestUniqLead', description: 'For calls' },
		],
		default: 'nearest',
		description: 'Which one counts when several match',
	}),
	searchDepth: searchDepth(),
	withChats: onlyOn('With Chats', 'Whether to look in chats as well'),
	source: name('Source', 'searchSources', 'Source of the traffic'),
	medium: text('Medium', { example: 'cpc' }),
	campaign: text('Campaign', { example: 'spring' }),
	content: text('Content', { example: 'banner' }),
	term: text('Term', { example: 'plastic windows' }),
	tags: list('Only With Tags', {
		example: 'vip, sold',
		description: 'Tags that the lead must have, separated by commas',
	}),
	tagsLogic: choice<string>('Tags Logic', {
		options: [
			{ name: 'All Tags', value: 'and' },
			{ name: 'Any Tag', value: 'or' },
		],
		default: 'and',
		description: 'How many of the tags the lead must have',
	}),
};
