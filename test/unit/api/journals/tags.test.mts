import { describe, expect, it } from 'vitest';
import { isOfNames, tagNames } from '../../../../nodes/Calltouch/api/journals/tags';

describe('the names of tags', () => {
	it.each([
		[
			[{ category: 'c', type: 'MANUAL', names: ['a', 'b'] }, { names: [] }],
			['a', 'b'],
		],
		[
			[{ name: 'a' }, { tag: 'b' }, { names: 'c' }, 'd', 5],
			['a', 'b', 'c', 'd', '5'],
		],
		[[], []],
	])('are read from %j', (tags, names) => {
		expect([tagNames(tags), isOfNames(tags)]).toEqual([names, true]);
	});

	it.each([
		[[{ title: 'a' }, { name: 'b' }], ['b']],
		[[null], []],
		[[{ names: [{ id: 1 }] }], []],
		['a', []],
		[null, []],
	])('are not all there is in %j', (tags, names) => {
		expect([tagNames(tags), isOfNames(tags)]).toEqual([names, false]);
	});
});
