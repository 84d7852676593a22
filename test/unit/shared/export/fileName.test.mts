import { expect, it } from 'vitest';
import { uniqueFileNames } from '../../../../nodes/Calltouch/shared/export/fileName';

it('gives files of one name numbers that no other file has', () => {
	const names = ['a.csv', 'a_2.csv', 'A.csv', 'a.csv', 'a_2.csv', 'b.csv', 'A_3.csv', 'a.csv'];
	const items = names.map((fileName) => ({
		json: { fileName },
		binary: { data: { data: '', mimeType: 'text/csv', fileName } },
	}));
	const review = uniqueFileNames();
	// Of two input items.
	review(items.slice(0, 3));
	review(items.slice(3));
	const unique = items.map(({ json }) => json.fileName);
	expect(unique).toEqual([
		...['a.csv', 'a_2.csv', 'A_3.csv', 'a_4.csv', 'a_2_2.csv'],
		...['b.csv', 'A_3_2.csv', 'a_5.csv'],
	]);
	expect(items.map(({ binary }) => binary.data.fileName)).toEqual(unique);
});
