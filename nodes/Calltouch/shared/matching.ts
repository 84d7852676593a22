import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { digits } from '../api/ids';
import { invalidInput } from '../api/errors';
import {
	deepestSearch,
	ruleKind,
	ruleTypes,
	type Rule,
	type RuleField,
	type RuleType,
	type RuleValues,
} from '../api/matching';
import { rowsField } from './collections';
import { ruleFields } from './ruleFields';
import { plain, readList, readPhones, readText, readTime, readWhole } from './values';

const typeNames: Record<RuleType, [name: string, description: string]> = {
	call: ['Call', 'A call by its ID'],
	callContact: ['Call by Contact', 'A call from a phone'],
	chat: ['Chat', 'A chat by its ID'],
	chatContact: ['Chat by Contact', 'A chat with a contact'],
	customSources: ['Custom Source', 'No lead: credit this source'],
	leadContact: ['Lead by Contact', 'A call, a request or a chat of a contact'],
	request: ['Request', 'A request by its ID'],
	requestContact: ['Request by Contact', 'A request of a contact'],
	session: ['Session', 'A visit of the site by its session ID'],
	withoutSource: ['Without Source', 'No lead and no source'],
};

/** The types of rules that find a lead; the others only say where a deal came from. */
export const leadRules = (Object.keys(ruleTypes) as RuleType[]).filter(
	(type) => type !== 'customSources' && type !== 'withoutSource',
);
export const dealRules = Object.keys(ruleTypes) as RuleType[];

const firstWins = 'Rules are tried from the top, and the first that finds something wins.';

/** A sortable list of rules of these types, each of which shows its own fields only. */
export function matchingParameter(types: RuleType[], description: string): INodeProperties {
	const options = types.map((value) => {
		const [name, text] = typeNames[value];
		return { name, value, description: text };
	});
	const values = ruleFields.flatMap((field) => {
		const show = types.filter((type) => ruleKind(type).fields.includes(field.name as RuleField));
		return show.length === 0 ? [] : [{ ...field, displayOptions: { show: { type: show } } }];
	});
	const type: INodeProperties = {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: options.sort((one, other) => one.name.localeCompare(other.name, 'en')),
		default: 'leadContact',
		description: 'What to look for',
	};
	const text = [description, firstWins].join(' ');
	return {
		...rowsField('Matching', 'matching', text, 'Rule', [type, ...values]),
		typeOptions: { multipleValues: true, sortable: true },
	};
}

/**
 * The rules of an item, in order; none gives an empty list.
 * @throws CalltouchError that names the field of the rule
 */
export function readMatching(value: unknown, types: RuleType[], zone: string): Rule[] {
	const rows = (value as { rule?: IDataObject[] } | undefined)?.rule ?? [];
	return rows.map((row) => readRule(row, types, zone));
}

/** @throws CalltouchError also when there is no rule */
export function requireMatching(value: unknown, types: RuleType[], zone: string): Rule[] {
	const rules = readMatching(value, types, zone);
	if (rules.length > 0) return rules;
	throw invalidInput('Matching', undefined, 'has no rule', 'Add at least one rule.');
}

function readRule(row: IDataObject, types: RuleType[], zone: string): Rule {
	const type = types.find((known) => known === row.type);
	if (type === undefined) throw invalidInput('Type of a rule', row.type, 'is not known');
	const { fields, needs } = ruleKind(type);
	const read = fields.map((field) => [field, readField(field, row[field], zone)] as const);
	const values: Partial<RuleValues> = Object.fromEntries(
		read.filter(([, value]) => value !== undefined),
	);
	if (values.tags === undefined) delete values.tagsLogic;
	if (needs.length > 0 && !needs.some((field) => values[field] !== undefined)) {
		const labels = needs.map((field) => labelOf(field)).join(' or ');
		throw invalidInput(`Rule ${typeNames[type][0]}`, undefined, `has no ${labels}`);
	}
	return { type, values };
}

function labelOf(field: RuleField): string {
	return ruleFields.find(({ name }) => name === field)?.displayName ?? field;
}

function readField(
	field: RuleField,
	value: unknown,
	zone: string,
): RuleValues[RuleField] | undefined {
	const label = `${labelOf(field)} of a rule`;
	switch (field) {
		case 'callId':
		case 'chatId':
		case 'requestId':
			return plain(value) === undefined ? undefined : digits(plain(value), label);
		case 'phones':
		case 'waPhones':
			return readPhones(label, value);
		case 'emails':
		case 'md5Phones':
		case 'sessionId':
		case 'tags':
		case 'tgIds':
		case 'tgUsernames':
		case 'vkIds':
			return readList(label, value);
		case 'date':
			return readTime(label, value, zone);
		case 'searchDepth':
			return readWhole(label, value, 1, deepestSearch);
		case 'searchAmongPhonesInText':
		case 'withChats':
			return value === true ? true : undefined;
		default:
			return readText(label, value);
	}
}
