import { DateTime } from 'luxon';
import { bodyTime } from '../time/dates';
import { filled, idPart } from './bodyParts';

/** Values a rule may have; `ruleTypes` says which rule has which. */
export interface RuleValues {
	requestId: string;
	callId: string;
	chatId: string;
	sessionId: string[];
	emails: string[];
	phones: string[];
	md5Phones: string[];
	searchAmongPhonesInText: boolean;
	waPhones: string[];
	tgIds: string[];
	tgUsernames: string[];
	vkIds: string[];
	date: DateTime;
	/** Which lead to take if several match, e.g. `nearest`. */
	typeToMatch: string;
	/** Minutes. */
	searchDepth: number;
	withChats: boolean;
	tags: string[];
	tagsLogic: string;
	source: string;
	medium: string;
	campaign: string;
	content: string;
	term: string;
}

export type RuleField = keyof RuleValues;

interface RuleKind {
	/** Key of the rule's parameters in the body; undefined if it has none. */
	params?: string;
	/** Key under which `typeToMatch` is sent. */
	typeKey?: string;
	fields: readonly RuleField[];
	/** At least one of these is required. */
	needs: readonly RuleField[];
}

const tagged: RuleField[] = ['tags', 'tagsLogic'];
const contact: RuleField[] = ['date', 'typeToMatch', 'searchDepth', ...tagged];
const sources: RuleField[] = ['source', 'medium', 'campaign', 'content', 'term'];
const people: RuleField[] = ['emails', 'phones', 'md5Phones'];
const chatters: RuleField[] = ['emails', 'phones', 'waPhones', 'tgIds', 'tgUsernames', 'vkIds'];
const callers: RuleField[] = ['phones', 'md5Phones'];

/** The matching rules of leads and deals (docs/calltouch-api.md#matching). */
export const ruleTypes = {
	call: { params: 'callParams', fields: ['callId', ...tagged], needs: ['callId'] },
	callContact: {
		params: 'callContactParams',
		typeKey: 'callTypeToMatch',
		fields: [...callers, ...contact],
		needs: callers,
	},
	chat: { params: 'chatParams', fields: ['chatId', ...tagged], needs: ['chatId'] },
	chatContact: {
		params: 'chatContactParams',
		typeKey: 'chatTypeToMatch',
		fields: [...chatters, ...contact],
		needs: chatters,
	},
	customSources: { params: 'customSourceParams', fields: sources, needs: sources },
	leadContact: {
		params: 'leadContactParams',
		typeKey: 'leadTypeToMatch',
		fields: [...people, 'searchAmongPhonesInText', ...contact, 'withChats'],
		needs: people,
	},
	request: { params: 'requestParams', fields: ['requestId', ...tagged], needs: ['requestId'] },
	requestContact: {
		params: 'requestContactParams',
		typeKey: 'requestTypeToMatch',
		fields: [...people, ...contact],
		needs: people,
	},
	session: { params: 'sessionParams', fields: ['sessionId'], needs: ['sessionId'] },
	withoutSource: { fields: [], needs: [] },
} as const satisfies Record<string, RuleKind>;

export type RuleType = keyof typeof ruleTypes;

export function ruleKind(type: RuleType): RuleKind {
	return ruleTypes[type];
}

/** Maximum search depth in minutes, half a year (docs/calltouch-api.md#matching). */
export const maxSearchDepth = 262_800;

/** The first rule in a list that matches a lead wins. */
export interface Rule {
	type: RuleType;
	values: Partial<RuleValues>;
}

/**
 * Converts rules to their form in a body. A contact rule without a date searches around `near`, because every example
 * from Calltouch has a date (docs/calltouch-api.md#matching).
 */
export function matchingPart(
	rules: Rule[],
	zone: string,
	near: DateTime = DateTime.now(),
): object[] {
	return rules.map(({ type, values }) => {
		const { params, typeKey, fields } = ruleKind(type);
		if (params === undefined) return { type };
		const standard = fields.includes('date') ? near : undefined;
		const { typeToMatch, date = standard, requestId, callId, chatId, ...plain } = values;
		const sent = filled({
			requestId: requestId && idPart(requestId),
			callId: callId && idPart(callId),
			chatId: chatId && idPart(chatId),
			...plain,
			date: date && bodyTime(date, zone),
			...(typeKey && typeToMatch ? { [typeKey]: typeToMatch } : {}),
		});
		return { type, [params]: sent };
	});
}
