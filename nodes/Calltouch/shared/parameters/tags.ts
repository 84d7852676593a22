import { emptyInput, field, isPlainObject, bareValue, type Field } from '../fields/field';
import { parseList, tooMany } from '../fields/list';
import { name } from '../fields/name';
import { rowsOf, rowsProperty } from '../fields/rows';
import { parseText } from '../fields/text';

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
			throw tooMany(own, max);
		},
	});
}

function tagNames(value: unknown, label: string): string[] {
	const given = bareValue(value);
	if (given === undefined) throw emptyInput(label);
	const names = isChosen(value) ? [given] : parseList(given, label);
	return names.map((entry) => parseText(entry, label));
}

/** Whether it is an entry of the list, which is one tag even with a comma; n8n keeps the name of the entry beside it. */
function isChosen(value: unknown): boolean {
	return isPlainObject(value) && value.mode === 'list' && value.cachedResultName === value.value;
}
