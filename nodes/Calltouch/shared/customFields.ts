import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import type { CustomField } from '../api/parts';
import { plain, readText, required } from './values';

/** A list of custom fields with their values. */
export function customFieldsParameter(
	displayName: string,
	name: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add field',
		default: {},
		description,
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'Name of the field as it is set up in Calltouch',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1990-01-01',
						description: 'Text, number or date. Write a date as 1990-01-01.',
					},
				],
			},
		],
	};
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
		const field = required(`Name under ${label}`, readText(`Name under ${label}`, row.name));
		const given = plain(row.value);
		const text = required(`Value of ${field}`, readText(`Value of ${field}`, given));
		return { field, value: typeof given === 'number' ? given : text };
	});
	return fields.length > 0 ? fields : undefined;
}
