import type { CustomField } from '../../api/writes/bodyParts';
import { field, needed, type Field } from '../fields/field';
import { rows } from '../fields/rows';
import { parseText, text, textProperty } from '../fields/text';

const customFieldParts = {
	name: needed(text('Name', { description: 'Name of the field as it is set up in Calltouch' })),
	value: needed(
		field<string | number>({
			label: 'Value',
			property: textProperty({
				example: '1990-01-01',
				description: 'Text, number or date. Write a date as 1990-01-01.',
			}),
			parse: (value, label) => {
				const written = parseText(value, label);
				// A number stays a number.
				return typeof value === 'number' ? value : written;
			},
		}),
	),
};

/** Custom fields with their values; `max` is how many Calltouch accepts. */
export function customFields(
	label: string,
	description: string,
	max?: number,
): Field<CustomField[]> {
	const { definition } = rows(label, { row: 'Field', description, max }, customFieldParts);
	return field({
		...definition,
		parse: (...given) =>
			definition.parse(...given).map(({ name, value }) => ({ field: name, value })),
	});
}
