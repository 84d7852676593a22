import type { IDataObject } from 'n8n-workflow';
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
import { field, needed, shownFor, withDefault, type Field, type Parts } from '../fields/field';
import { rowsOf, rowsProperty } from '../fields/rows';
import { rowSource } from '../fields/source';
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

/** Rules that find the lead; at least one is required. */
export const leadMatching = needed(matching(leadRules, 'How to find the lead.'));

/** Rules that say which lead a deal belongs to, or which other source it has. */
export function dealMatching(description: string): Field<Rule[]> {
	return matching(allRules, description);
}

/** A sortable list of rules of these types; each rule shows only the fields of its type. */
function matching(types: RuleType[], description: string): Field<Rule[]> {
	const type = typeOf(types);
	const shown = Object.entries(ruleFields).flatMap(([name, own]) => {
		const show = types.filter((ruleType) => ruleKind(ruleType).fields.includes(name as RuleField));
		return show.length === 0 ? [] : [[name, shownFor<unknown>(own, { type: show })] as const];
	});
	const parts: Parts = { type, ...Object.fromEntries(shown) };
	const text = [description, firstWins].join(' ');
	return field({
		label: 'Matching',
		property: rowsProperty({ row: ruleRow, description: text, sortable: true }, parts),
		remedy: 'Add at least one rule.',
		parse: (value, label, zone) =>
			rowsOf(value, label, ruleRow).map((record) => readRule(record, type, zone)),
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

function readRule(record: IDataObject, typeField: ReturnType<typeof typeOf>, zone: string): Rule {
	const source = rowSource(record, zone, ofRule);
	const type = typeField.read(source, 'type');
	const { fields, needs } = ruleKind(type);
	const read = fields.map((name) => [name, ruleFields[name].read(source, name)] as const);
	const values: Partial<RuleValues> = Object.fromEntries(
		read.filter(([, value]) => value !== undefined),
	);
	if (values.tags === undefined) delete values.tagsLogic;
	if (needs.length > 0 && !needs.some((name) => values[name] !== undefined)) {
		const labels = needs.map((name) => ruleFields[name].definition.label).join(' or ');
		throw invalidInput(`Rule ${typeNames[type][0]}`, undefined, `has no ${labels}`);
	}
	return { type, values };
}
