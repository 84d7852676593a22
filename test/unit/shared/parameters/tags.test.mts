import { describe, expect, it } from 'vitest';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';
import { tags } from '../../../../nodes/Calltouch/shared/parameters/tags';

const read = (...names: unknown[]) =>
	tags('Tags', '').read(
		rowSource({ tags: { tag: names.map((name) => ({ name })) } } as never, 'utc', (label) => label),
		'tags',
	);
const locator = (mode: string, value: unknown, more = {}) => ({ __rl: true, mode, value, ...more });

describe('tags', () => {
	it('are split at commas where they are typed or come from an expression', () => {
		expect(read('a, b')).toEqual(['a', 'b']);
		expect(read(locator('value', 'a, b'))).toEqual(['a', 'b']);
		expect(read(locator('list', 'a, b', { cachedResultName: 'c' }))).toEqual(['a', 'b']);
		expect(read(locator('list', ['a', 'b, c']))).toEqual(['a', 'b, c']);
	});

	it('are read as a list where they are JSON, as a spreadsheet keeps it', () => {
		expect(read('["vip","sold, paid"]')).toEqual(['vip', 'sold, paid']);
		expect(read(locator('value', ' ["vip"] '))).toEqual(['vip']);
		expect(read('[vip], sold')).toEqual(['[vip]', 'sold']);
		expect(() => read('[]')).toThrow('is empty');
		expect(() => read('[["vip"]]')).toThrow('Tag under Tags');
	});

	it('are taken whole where they are chosen from the list', () => {
		const chosen = locator('list', 'Окна, двери', { cachedResultName: 'Окна, двери' });
		expect(read(chosen, 'vip')).toEqual(['Окна, двери', 'vip']);
	});
});
