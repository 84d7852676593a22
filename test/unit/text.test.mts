import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesAny, type Comparison } from '../../nodes/Calltouch/api/journals/callFields';
import { digits } from '../../nodes/Calltouch/api/ids';
import { phoneDigits } from '../../nodes/Calltouch/api/readPhone';
import { safeFileName } from '../../nodes/Calltouch/shared/export/fileName';
import { parseText } from '../../nodes/Calltouch/shared/fields/text';
import { fieldLabel } from '../../nodes/Calltouch/shared/lists/labels';

describe('digits', () => {
	it.each([
		[' 22010007 ', '22010007'],
		[22010007, '22010007'],
		['0', '0'],
	])('takes %s', (value, text) => {
		expect(digits(value, 'Call ID')).toBe(text);
	});

	it.each([
		'',
		' ',
		'12a',
		'../1',
		'1/2',
		'-5',
		'1.5',
		'1e3',
		'１２',
		-5,
		1.5,
		NaN,
		1e21,
		null,
		undefined,
		{},
		['1', '2'],
	])('refuses %s and names the parameter', (value) => {
		expect(() => digits(value, 'Call ID')).toThrow(/^Call ID ".*" is not a number made of digits$/);
	});

	it('says that an id is too long', () => {
		const id = '1'.repeat(21);
		expect(() => digits(id, 'Call ID')).toThrow(`Call ID "${id}" is longer than 20 digits`);
	});

	it.each(['22 010 007', '22\u00a0010\u00a0007', '22\u202f010\u202f007', ' 22010007\u200b'])(
		'reads %s as a spreadsheet shows it',
		(value) => expect(digits(value, 'Call ID')).toBe('22010007'),
	);

	it.each(['22010007 22010008', '22 010 07', '2201 0007', '22  010 007', '22 010 007 x'])(
		'takes %s for no number in groups',
		(value) => expect(() => digits(value, 'Call ID')).toThrow('is not a number made of digits'),
	);

	it('lets nothing but digits into a path', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				let text = '0';
				try {
					text = digits(value, 'Call ID');
				} catch {
					return;
				}
				expect(text).toMatch(/^\d+$/);
			}),
		);
	});
});

describe('phoneDigits', () => {
	it.each([
		['+7 (915) 888-11-22', '79158881122'],
		['8 (495) 333-88-77', '74953338877'],
		['84953338877', '74953338877'],
		['4953338877', '74953338877'],
		['79157771122', '79157771122'],
		['+375 29 123-45-67', '375291234567'],
	])('writes %s as %s', (typed, phone) => {
		expect(phoneDigits(typed)).toBe(phone);
	});
});

describe('matchesAny', () => {
	type Meets = [own: unknown, operation: Comparison, value: string, meets: boolean];
	const phones: Meets[] = [
		['79990000011', 'is', '8 (999) 000-00-11', true],
		['anonymous', 'is', 'Anonymous', true],
		['Unknown', 'is', 'Anonymous', false],
		['74953338877', 'beginsWith', '+7 495', true],
		['74953338877', 'beginsWith', '8 (495)', true],
		['74953338877', 'beginsWith', '495', false],
		['73431112233', 'beginsWith', '+8 343', false],
		['861012345678', 'beginsWith', '86', true],
		['74953338877', 'contains', '333-88', true],
		['74953338877', 'contains', '8 (495) 333-88-77', true],
		['74953338877', 'contains', '8 (495) 333', true],
		['74953338877', 'contains', '+8 495', false],
		['77001112233', 'contains', '800', false],
		['74953338877', 'contains', '8-495', true],
		['73422001122', 'contains', '8342', false],
		['79161112233', 'contains', '8', false],
		['Anonymous', 'contains', '495', false],
		['Anonymous', 'contains', 'anon', true],
		['74953338877', 'isNot', '8 495 333 88 77', false],
		[null, 'isNot', '74953338877', true],
	];
	const sources: Meets[] = [
		['Google', 'is', ' google', true],
		['google.com', 'is', 'google', false],
		['google.com', 'contains', 'LE.C', true],
		['google.com', 'beginsWith', 'goo', true],
		['google.com', 'beginsWith', 'com', false],
		['google', 'isNot', 'Google ', false],
		['google.com', 'isNot', 'google', true],
		['Яндекс', 'contains', 'ЯНД', true],
	];
	const missing = (['is', 'contains', 'beginsWith'] as const).map((operation): Meets => [
		null,
		operation,
		'x',
		false,
	]);

	it.each<Meets>([...sources, ...missing, [undefined, 'isNot', 'x', true]])(
		'says of the source %j, %s, %j: %s',
		(source, operation, value, meets) => {
			expect(matchesAny({ source }, [{ field: 'source', operation, value }])).toBe(meets);
		},
	);

	it.each(phones)('says of the caller %j, %s, %j: %s', (callerNumber, operation, value, meets) => {
		expect(matchesAny({ callerNumber }, [{ field: 'callerNumber', operation, value }])).toBe(meets);
	});

	it('compares each tag of a call by its name', () => {
		const callTags = [{ names: ['VIP', 'sold'] }, { names: null }, { names: ['Самара'] }];
		const meets = (operation: Comparison, value: string) =>
			matchesAny({ callTags }, [{ field: 'callTags', operation, value }]);
		expect(meets('is', 'vip')).toBe(true);
		expect(meets('contains', 'мар')).toBe(true);
		expect(meets('is', 'VIP, sold')).toBe(false);
		expect(meets('isNot', 'sold')).toBe(false);
		expect(meets('isNot', 'lost')).toBe(true);
	});
});

describe('safeFileName', () => {
	it.each([
		['', '7_record.mp3'],
		[undefined, '7_record.mp3'],
		['talk', 'talk.mp3'],
		['talk.MP3', 'talk.mp3'],
		['../../etc/passwd', '_.._etc_passwd.mp3'],
		['a/b\\c:d*e?f"g<h>i|j\nk', 'a_b_c_d_e_f_g_h_i_j_k.mp3'],
		['...', '7_record.mp3'],
		['Звонок 14.12', 'Звонок 14.12.mp3'],
		['talk\u202e3pm.exe', 'talk_3pm.exe.mp3'],
		['\u2066a\u200bb\ufeff', '_a_b_.mp3'],
		['a\u2028b', 'a_b.mp3'],
		['CON', '_CON.mp3'],
		['nul.mp3', '_nul.mp3'],
		['Aux .call', '_Aux .call.mp3'],
		['com¹', '_com¹.mp3'],
		['console', 'console.mp3'],
		['talk...', 'talk.mp3'],
		['talk. .mp3', 'talk.mp3'],
		['a\ud83db', 'a_b.mp3'],
	])('makes %s into %s', (wanted, name) => {
		expect(safeFileName(wanted, '7_record', 'mp3')).toBe(name);
	});

	it.each([
		['録', 66],
		['👍', 50],
	])('is cut to whole signs of 200 bytes in all (%s)', (sign, count) => {
		expect(safeFileName(sign.repeat(300), 'x', 'mp3')).toBe(`${sign.repeat(count)}.mp3`);
	});

	it('gives a name that fits every file system', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (wanted) => {
				const name = safeFileName(wanted, 'x', 'mp3');
				expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]+\.mp3$/u);
				expect(name).not.toMatch(/^[.\s]|[.\s]\.mp3$|^(con|nul|prn|aux|com\d|lpt\d)\s*\./i);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(204);
			}),
		);
	});
});

describe('fieldLabel', () => {
	it.each([
		['callId', 'Call ID'],
		['utmSource', 'UTM Source'],
		['url', 'URL'],
		['callUrl', 'Call URL'],
		['os', 'OS'],
		['googleAdWords', 'Google Ads'],
		['orderNumber', 'Deal Number'],
		['orders', 'Deals'],
		['uniqTargetCall', 'Unique Target Call'],
		['phonesInText', 'Phones in Text'],
		['ctClientId', 'CT Client ID'],
	])('%s reads %s', (key, label) => {
		expect(fieldLabel(key)).toBe(label);
	});
});

describe('a text', () => {
	it('takes a number only while it has every digit', () => {
		for (const exact of [0, -5, 1.5, 2 ** 53 - 1])
			expect(parseText(exact, 'Deal')).toBe(`${exact}`);
		for (const damaged of [2 ** 53, -1e20, 1e21]) {
			expect(() => parseText(damaged, 'Deal')).toThrow(
				/^Deal ".+" is a number that has lost digits$/,
			);
		}
	});
});
