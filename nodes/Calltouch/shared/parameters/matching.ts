import type { IDataObject, INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import {
	ruleKind,
	ruleTypes,
	type Rule,
	type RuleField,
	type RuleType,
	type RuleValues,
} from '../../api/writes/matching';
import { choice } from '../fields/choice';
import { additionalFields, notEntries } from '../fields/collection';
import {
	field,
	givenValue,
	isEmptyCell,
	isEmptyValue,
	isPlainObject,
	needed,
	shownFor,
	withDefault,
	type Field,
	type Part,
	type Parts,
	type Source,
} from '../fields/field';
import { rowsOf, rowsProperty } from '../fields/rows';
import { rowSource } from '../fields/source';
import { inputCallId } from './callId';
import { ruleFields } from './ruleFields';

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

const allRules = Object.keys(ruleTypes) as RuleType[];
/** Rule types that find a lead; the others only say where a deal came from. */
const leadRules = allRules.filter((type) => type !== 'customSources' && type !== 'withoutSource');

const firstWins = 'Rules are tried from the top, and the first that finds something wins.';
const ruleRow = 'Rule';

/** Fields that a rule shows at once; the others can be added. */
const usual: readonly RuleField[] = [
	...(['callId', 'requestId', 'chatId', 'sessionId', 'phones', 'emails', 'waPhones'] as const),
	...(['source', 'medium', 'campaign'] as const),
];
const isUsual = (name: RuleField) => usual.includes(name);
const allFields = Object.keys(ruleFields) as RuleField[];
const furtherFields = 'additionalFields';

/** The rule that is right behind a trigger or a list of calls. */
const callOfInput = { rule: [{ type: 'call', callId: inputCallId }] };

/** Rules that find the lead; at least one is required. */
export const leadMatching = needed(matching(leadRules, 'How to find the lead.', callOfInput));

/** Rules that say which lead a new deal belongs to, or which other source it has; at least one is required. */
export const dealMatching = needed(
	matching(allRules, 'How to find the lead that the deal belongs to.', callOfInput),
);

/** Rules that give a deal to another lead, or to none. */
export function dealRematching(description: string): Field<Rule[]> {
	return matching(allRules, description, {});
}

/** A sortable list of rules of these types; each rule shows the usual fields of its type, and offers the others. */
function matching(
	types: RuleType[],
	description: string,
	defaultRules: NodeParameterValueType,
): Field<Rule[]> {
	const type = typeOf(types);
	const parts: Parts = { type, ...usualParts(types) };
	const text = [description, firstWins].join(' ');
	const property = rowsProperty({ row: ruleRow, description: text, sortable: true }, parts);
	const [rule] = property.options;
	rule?.values.push(
		...types.flatMap(furtherProperties),
		...savedProperties(),
		...everyFurtherProperty(types),
	);
	return field({
		label: 'Matching',
		property: { ...property, default: defaultRules },
		remedy: 'Add at least one rule.',
		parse: (value, label, zone, inputValue) => {
			const rows = rowsOf(value, label, ruleRow);
			const filled = rows.filter((record) => !isPassedOver(record, type, zone, inputValue));
			const complete = filled.length === 0 ? rows : filled;
			return complete.map((record) => readRule(record, type, zone, inputValue));
		},
	});
}

/**
 * Whether a row of a table has nothing that a rule could look for, only empty cells: then the next rule counts. A rule
 * whose expressions give nothing is none of these.
 */
function isPassedOver(
	record: IDataObject,
	typeField: ReturnType<typeof typeOf>,
	zone: string,
	inputValue: Source['inputValue'],
): boolean {
	const { needs } = ruleKind(typeField.read(rowSource(record, zone, ofRule), 'type'));
	const further = readFurther(record);
	const cells = needs.flatMap((name) => {
		const source = rowSource(
			Object.hasOwn(further, name) ? further : record,
			zone,
			ofRule,
			inputValue,
		);
		return source.has(name) ? [givenValue(ruleFields[name].definition, source, name)] : [];
	});
	return cells.length > 0 && cells.every(isEmptyCell);
}

function usualParts(types: RuleType[]): Parts {
	const shown = allFields.filter(isUsual).flatMap((name) => {
		const show = types.filter((ruleType) => ruleKind(ruleType).fields.includes(name));
		const own: Part<unknown> = ruleFields[name];
		return show.length === 0 ? [] : [[name, shownFor(own, { type: show })] as const];
	});
	return Object.fromEntries(shown);
}

/** The collection of the fields of a type that are not shown at once. */
function furtherProperties(type: RuleType): INodeProperties[] {
	const names = furtherOf(type);
	if (names.length === 0) return [];
	return shownFor(additionalFields(partsOf(names)), { type: [type] }).properties(furtherFields);
}

/**
 * The collections of all types in one, which no type shows: while Type is an expression, n8n takes every collection for
 * shown, and keeps the values of the last one only.
 */
function everyFurtherProperty(types: RuleType[]): INodeProperties[] {
	const names = new Set(types.flatMap(furtherOf));
	return shownFor(additionalFields(partsOf([...names])), { type: [''] }).properties(furtherFields);
}

function furtherOf(type: RuleType): RuleField[] {
	const { fields } = ruleKind(type);
	return allFields.filter((name) => fields.includes(name) && !isUsual(name));
}

function partsOf(names: RuleField[]): Parts {
	return Object.fromEntries(names.map((name) => [name, ruleFields[name]]));
}

/** Workflows saved before there was a collection have these fields beside the usual ones. */
function savedProperties(): INodeProperties[] {
	return allFields
		.filter((name) => !isUsual(name))
		.map((name) => {
			const { label } = ruleFields[name].definition;
			return { displayName: label, name, type: 'hidden', default: '' };
		});
}

function typeOf(types: RuleType[]) {
	const options = types
		.map((value) => ({ name: typeNames[value][0], value, description: typeNames[value][1] }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	const own = { options, default: 'leadContact', description: 'What to look for' } as const;
	return withDefault(choice<RuleType>('Type', own));
}

const ofRule = (label: string) => `${label} of a rule`;

function readRule(
	record: IDataObject,
	typeField: ReturnType<typeof typeOf>,
	zone: string,
	inputValue: Source['inputValue'],
): Rule {
	const type = typeField.read(rowSource(record, zone, ofRule), 'type');
	const { fields, needs } = ruleKind(type);
	const values: Partial<RuleValues> = Object.fromEntries(
		fields
			.map((name) => [name, readRuleField(record, name, zone, inputValue)] as const)
			.filter(([, value]) => value !== undefined),
	);
	if (values.tags === undefined) delete values.tagsLogic;
	if (needs.length > 0 && !needs.some((name) => values[name] !== undefined)) {
		const labels = needs.map((name) => ruleFields[name].definition.label).join(' or ');
		const rule = `Rule ${typeNames[type][0]}`;
		throw invalidInput(rule, undefined, `has no ${labels}`, 'Fill it in, or remove the rule.');
	}
	return { type, values };
}

/** Every example of Calltouch has these (docs/calltouch-api.md#matching), so they are sent unless chosen otherwise. */
const alwaysSent: readonly RuleField[] = ['typeToMatch', 'searchDepth', 'tagsLogic'];

function readRuleField(
	record: IDataObject,
	name: RuleField,
	zone: string,
	inputValue: Source['inputValue'],
): unknown {
	const own: Field<unknown> = ruleFields[name];
	const further = readFurther(record);
	if (!isUsual(name) && Object.hasOwn(further, name)) {
		return own.read({ ...rowSource(further, zone, ofRule), added: true }, name);
	}
	const row = rowSource(record, zone, ofRule, inputValue);
	if (isUsual(name)) return own.read(row, name);
	// n8n gives the hidden properties of a new rule an empty text; only an expression gives nothing at all.
	const isSaved = Object.hasOwn(record, name) && record[name] !== '';
	if (isSaved) return own.read(row, name);
	return alwaysSent.includes(name) ? own.definition.property.default : undefined;
}

function readFurther(record: IDataObject): IDataObject {
	const { [furtherFields]: further } = record;
	if (isEmptyValue(further, { type: 'collection' })) return {};
	if (isPlainObject(further)) return further;
	throw notEntries(ofRule('Additional Fields'), further);
}
