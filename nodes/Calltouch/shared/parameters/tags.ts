import { emptyInput, field, isPlainObject, bareValue, type Field } from '../fields/field';
import { parseList } from '../fields/list';
import { name } from '../fields/name';
import { rowsOf, rowsProperty } from '../fields/rows';
import { parseText } from '../fields/text';
import { invalidInput } from '../../api/errors';

const tag = name(
	'Tag',
	'searchTags',
	'A tag. By Value also takes a list, or several tags separated by commas.',
);

const tagRow = 'Tag';

/** A list of tags, chosen or typed, without duplicates. `max` is how many Calltouch accepts. */
export function tags(label: string, description: string, max = Infinity): Field<string[]> {
	return field({
		label,
		property: rowsProperty({ description, row: tagRow }, { name: tag }),
		parse: (value, own) => {
			const given = isPlainObject(value)
				? rowsOf(value, own, tagRow).flatMap((row) => tagNames(row.name, `${tagRow} under ${own}`))
				: tagNames(value, own);
			const each = [...new Set(given)];
			if (each.length <= max) return each;
			throw invalidInput(own, undefined, `has more than ${max} entries`);
		},
	});
}

function tagNames(value: unknown, label: string): string[] {
	const given = bareValue(value);
	if (given === undefined) throw emptyInput(label);
	return parseList(given, label).map((entry) => parseText(entry, label));
}
