import { describe, expect, it } from 'vitest';
import type { Part } from '../../../../nodes/Calltouch/shared/fields/field';
import { emails, list } from '../../../../nodes/Calltouch/shared/fields/list';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';

const read = (part: Part<unknown>, value: unknown) =>
	part.read(
		rowSource({ field: value } as never, 'utc', (label) => label),
		'field',
	);

describe('a list', () => {
	it('is a list, a text with commas, or JSON that keeps every digit', () => {
		const ids = list('IDs', {});
		expect(read(ids, ['1', 2])).toEqual(['1', '2']);
		expect(read(ids, '1, 2,,')).toEqual(['1', '2']);
		expect(read(ids, '[1693664394123456789, "2"]')).toEqual(['1693664394123456789', '2']);
	});
});

describe('emails', () => {
	it.each(['a@b.ru; c@d.ru', 'a@b.ru\nc@d.ru', 'a@b.ru, c@d.ru', '["a@b.ru","c@d.ru"]'])(
		'%j are two',
		(text) => {
			expect(read(emails('Emails'), text)).toEqual(['a@b.ru', 'c@d.ru']);
		},
	);
});
