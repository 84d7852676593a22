import { describe, expect, it } from 'vitest';
import { invalidInput } from '../../../nodes/Calltouch/api/errors';

describe('a value that is refused', () => {
	it.each([
		['https://a.ru/1?clientApiId=secret', 'https://a.ru/1'],
		['https://a.ru/1?secret', 'https://a.ru/1'],
		['https://a.ru/1#access_token=secret', 'https://a.ru/1'],
		['a.ru/1?clientApiId=secret', 'a.ru/1'],
		['/1?a=1 2&clientApiId=secret', '/1'],
		[['a.ru/1?clientApiId=secret'], '["a.ru/1'],
		['Who? Me = you', 'Who? Me = you'],
		['#1', '#1'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[{ a: '1' }, '{"a":"1"}'],
	])('is shown without the query of an address: %j', (value, shown) => {
		expect(invalidInput('Call ID', value, 'is wrong').message).toBe(`Call ID "${shown}" is wrong`);
	});
});
