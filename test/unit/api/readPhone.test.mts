import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../nodes/Calltouch/api/readPhone';

describe('readPhone', () => {
	it.each([
		['+7 (915) 888-11-22', '79158881122'],
		['8 (915) 888-11-22', '79158881122'],
		['8-915-888-11-22', '79158881122'],
		['8(495)333 88 77', '74953338877'],
		['(495) 333-88-77', '74953338877'],
		['9158881122', '79158881122'],
		['79158881122', '79158881122'],
		['+79158881122', '79158881122'],
		['+8 915 888-11-22', '79158881122'],
		['tel:+7-915-888-11-22', '79158881122'],
		['007 915 888 11 22', '79158881122'],
		['7.915.888.11.22', '79158881122'],
		['+7 915 888‑11‑22'.replaceAll('‑', '–'), '79158881122'],
		['+7\u00a0915\u00a0888-11-22', '79158881122'],
		['\u202a+7 915 888-11-22\u202c', '79158881122'],
		['\u200e79158881122\u200f', '79158881122'],
		['+7\u202f915\u2009888\u201111\u201122', '79158881122'],
		['8\u2010915\u2212888\u00ad11\u201222', '79158881122'],
		["'79158881122", '79158881122'],
		["'+7 915 888-11-22", '79158881122'],
		['\u2019 89158881122', '79158881122'],
		['\ufeff\u20608 915 888\u200b-11-22\ufe0f', '79158881122'],
		['＋７ ９１５ ８８８-１１-２２', '79158881122'],
		["79158881122'", undefined],
		['8 (495) 333-88-77 доб. 123', '74953338877'],
		['+7 495 333-88-77, добавочный 12', undefined],
		['+7 495 333-88-77 добавочный 12', '74953338877'],
		['84953338877 ext 5', '74953338877'],
		['84953338877#5', '74953338877'],
		['8 10 375 29 123-45-67', '375291234567'],
		['+375 29 123-45-67', '375291234567'],
		['+81 3 1234 5678', '81312345678'],
		['8 800 555-35-35', '78005553535'],
		['8 (029) 123-45-67', undefined],
		['80501234567', undefined],
		['+800 1234 5678', '80012345678'],
		['333-88-77', undefined],
		['7915888112', undefined],
		['+7 915 888-11-223', undefined],
		['none', undefined],
		['', undefined],
		['8 915 ABC 11 22', undefined],
		['79158881122 79158881123', undefined],
		['79158881122, 79158881123', undefined],
		['79158881122; 79158881123', undefined],
		['79158881122 x 9158881123', undefined],
		['79158881122.0', '79158881122'],
		['89158881122.0', '79158881122'],
		['9158881122.00', '79158881122'],
		['8915888112', undefined],
		['891588811223', undefined],
		['+89 158 881 12 23', undefined],
		['1234567890123456', undefined],
	])('reads %s as %s', (text, phone) => {
		expect(readPhone(text)).toBe(phone);
	});

	it('reads any Russian number in any notation as the same eleven digits', () => {
		const digits = fc.stringMatching(/^[3-69]\d{9}$/);
		const prefix = fc.constantFrom('+7', '8', '7', '', '+7 ', '8 ', '8-', '007');
		const gaps = fc.array(fc.constantFrom('', ' ', '-', ' - ', '.'), {
			minLength: 3,
			maxLength: 3,
		});
		fc.assert(
			fc.property(
				digits,
				prefix,
				gaps,
				fc.boolean(),
				(number, before, [one, two, three], round) => {
					const area = round ? `(${number.slice(0, 3)})` : number.slice(0, 3);
					const text = `${before}${area}${one}${number.slice(3, 6)}${two}${number.slice(6, 8)}${three}${number.slice(8)}`;
					expect(readPhone(text)).toBe(`7${number}`);
				},
			),
		);
	});

	it('gives digits only, with a country code, or nothing', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(readPhone(text) ?? '70000000000').toMatch(/^[1-9]\d{9,14}$/);
			}),
		);
	});
});
