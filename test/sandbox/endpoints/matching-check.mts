import {
	bodyTime,
	flag,
	id,
	listOf,
	object,
	oneOfKnown,
	phone,
	text,
	whole,
	type Check,
} from './checks.mts';
import { isEntry, type Entry } from './bodies.mts';

const tagged = { tags: listOf(text()), tagsLogic: oneOfKnown('and', 'or') };
const contact = {
	...tagged,
	date: bodyTime,
	searchDepth: whole(1, 262_800),
};
const nearest = oneOfKnown('nearest', 'nearestUniq', 'nearestUniqLead');
const md5Phones = listOf((value, name) =>
	/^[\da-f]{32}$/.test(String(value)) ? [] : [{ message: `Поле ${name} должно быть MD5` }],
);
const people = { emails: listOf(text()), phones: listOf(phone), md5Phones };

/** The rules that the documentation knows: the key of the parameters and the parameters. */
const RULES: Record<string, [params: string, fields: Record<string, Check>] | null> = {
	request: ['requestParams', { 'requestId!': id, ...tagged }],
	call: ['callParams', { 'callId!': id, ...tagged }],
	chat: ['chatParams', { 'chatId!': id, ...tagged }],
	leadContact: [
		'leadContactParams',
		{
			...people,
			...contact,
			searchAmongPhonesInText: flag,
			leadTypeToMatch: nearest,
			withChats: flag,
		},
	],
	requestContact: ['requestContactParams', { ...people, ...contact, requestTypeToMatch: nearest }],
	callContact: [
		'callContactParams',
		{ phones: listOf(phone), md5Phones, ...contact, callTypeToMatch: nearest },
	],
	chatContact: [
		'chatContactParams',
		{
			emails: listOf(text()),
			phones: listOf(phone),
			waPhones: listOf(phone),
			tgIds: listOf(text()),
			tgUsernames: listOf(text()),
			vkIds: listOf(text()),
			...contact,
			chatTypeToMatch: nearest,
		},
	],
	session: ['sessionParams', { 'sessionId!': listOf(text()) }],
	customSources: [
		'customSourceParams',
		{ source: text(), medium: text(), campaign: text(), content: text(), term: text() },
	],
	withoutSource: null,
};

const rule: Check = (value, name) => {
	const type = isEntry(value) ? String(value['type']) : '';
	if (!Object.hasOwn(RULES, type)) return [{ message: `Поле ${name}.type не известно` }];
	const params = RULES[type];
	const known = { 'type!': text(), ...(params ? { [`${params[0]}!`]: object(params[1]) } : {}) };
	return object(known)(value, name);
};

/** A list of at least one rule. */
export const matching: Check = (value, name) =>
	Array.isArray(value) && value.length > 0
		? listOf(rule)(value, name)
		: [{ message: `Поле ${name} должно быть непустым списком` }];

/** The rules of an entry, each with its parameters in one object. */
export function rulesOf(entry: Entry): Entry[] {
	return (entry['matching'] as Entry[]).map((one) => {
		const params = RULES[String(one['type'])]?.[0] ?? '';
		return { type: one['type'], ...(one[params] as Entry | undefined) };
	});
}
