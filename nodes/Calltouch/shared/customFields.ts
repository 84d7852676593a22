import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import type { CustomField } from '../api/parts';
import { rowsField, textField } from './collections';
import { plain, requiredText } from './values';

/** A list of custom fields with their values. */
export function customFieldsParameter(
	displayName: string,
	name: string,
	description: string,
): INodeProperties {
	return rowsField(displayName, name, description, 'Field', [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			description: 'Name of the field as it is set up in Calltouch',
		},
		textField('Value', 'value', '1990-01-01', 'Text, number or date. Write a date as 1990-01-01.'),
	]);
}

/** The fields; a number stays a number. Undefined when there is none. */
export function readCustomFields(
	label: string,
	value: unknown,
	most = Infinity,
): CustomField[] | undefined {
	const rows = (value as { field?: IDataObject[] } | undefined)?.field ?? [];
	if (rows.length > most) throw invalidInput(label, undefined, `has more than ${most} fields`);
	const fields = rows.map((row) => {
		const field = requiredText(`Name under ${label}`, row.name);
		const given = plain(row.value);
		const text = requiredText(`Value of ${field}`, given);
		return { field, value: typeof given === 'number' ? given : text };
	});
	return fields.length > 0 ? fields : undefined;
}
