import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted } from '../../../../nodes/Calltouch/api/http/answerErrors';
import { redactor } from '../../../../nodes/Calltouch/api/http/redact';
import { connection } from '../../../support/connection.mts';

const token = 'aB3+xY/9==.e-_~q';
const redact = redactor(token);

/** Ways in which a server may write a sign; each may be applied to what another one wrote. */
const code = (sign: string) => sign.charCodeAt(0);
const names: Record<string, string> = {
	'+': '&plus;',
	'/': '&sol;',
	'=': '&equals;',
	'.': '&period;',
};
const writers: Array<(sign: string) => string> = [
	(sign) => sign,
	(sign) => sign.toUpperCase(),
	(sign) => sign.toLowerCase(),
	(sign) => `%${code(sign).toString(16).padStart(2, '0')}`,
	(sign) => `%${code(sign).toString(16).padStart(2, '0').toUpperCase()}`,
	(sign) => `%u${code(sign).toString(16).padStart(4, '0')}`,
	(sign) => `\\u${code(sign).toString(16).padStart(4, '0')}`,
	(sign) => `\\x${code(sign).toString(16).padStart(2, '0')}`,
	(sign) => `&#${code(sign)};`,
	(sign) => `&#x${code(sign).toString(16)};`,
	(sign) => names[sign] ?? sign,
	(sign) => (/[^\da-z]/i.test(sign) ? `\\${sign}` : sign),
];
/** What whole texts go through once more. */
const wrappers: Array<(text: string) => string> = [
	(text) => text,
	encodeURIComponent,
	(text) => encodeURIComponent(text).toLowerCase(),
	(text) => JSON.stringify(text).slice(1, -1),
	(text) => text.replace(/[&<>"'/+=]/g, (sign) => `&#${code(sign)};`),
	(text) => text.replaceAll('&', '&amp;'),
	(text) => text.replaceAll('%', '%25'),
	(text) => new URLSearchParams({ v: text }).toString().slice(2),
];

const spelled = (secret: string) =>
	fc
		.tuple(
			fc.array(fc.nat(writers.length - 1), {
				minLength: secret.length,
				maxLength: secret.length,
			}),
			fc.array(fc.nat(wrappers.length - 1), { maxLength: 3 }),
		)
		.map(([signs, wraps]) => {
			const written = signs.map((way, at) => writers[way]?.(secret.charAt(at)) ?? '').join('');
			return wraps.reduce((text, way) => wrappers[way]?.(text) ?? text, written);
		});
const secrets = fc.string({
	unit: fc.constantFrom(...'abcXYZ0189+/=._-~%&\\#u;'),
	minLength: 8,
	maxLength: 40,
});

describe('redactor', () => {
	it('finds the token in every spelling, whatever stands around it', () => {
		const around = fc.string({ unit: fc.constantFrom(...'% \\&;#ux25"abn=ы'), maxLength: 6 });
		fc.assert(
			fc.property(
				secrets.chain((secret) => fc.tuple(fc.constant(secret), spelled(secret))),
				around,
				around,
				([secret, form], before, after) => {
					const masked = redactor(secret)(`${before}${form}${after}`);
					expect(masked).toContain('***');
					expect(masked).not.toContain(form);
					expect(masked.length).toBeLessThanOrEqual(before.length + after.length + 3);
				},
			),
			{ numRuns: 5000 },
		);
	});

	it.each([
		['as typed', token],
		['percent-encoded', encodeURIComponent(token)],
		['percent-encoded in lower case', encodeURIComponent(token).toLowerCase()],
		['half encoded', token.replace('+', '%2b')],
		['doubled', encodeURIComponent(encodeURIComponent(token))],
		['escaped in JSON', token.replaceAll('/', '\\/').replace('+', '\\u002b')],
		['as HTML', token.replaceAll('=', '&#x3D;').replace('/', '&sol;').replace('+', '&amp;plus;')],
		['in capitals', token.toUpperCase()],
		['with a blank for the plus', token.replace('+', ' ')],
		['cut at the end of the text', token.slice(0, 10)],
		['cut within an escape', `${token.slice(0, 12)}%3`],
	])('masks it %s', (_, form) => {
		expect(redact(`token ${form}`)).toBe('token ***');
	});

	it('leaves everything else as it is', () => {
		const text = fc.string({ unit: fc.constantFrom(...'abAB3+%2f\\u0&#;ы \n"') });
		fc.assert(
			fc.property(text, (words) => {
				expect(redactor('this never stands there')(words)).toBe(words);
			}),
		);
		expect(redact('aB3+xY is too short to tell')).toBe('aB3+xY is too short to tell');
	});

	it('looks at each sign of a text a bounded number of times, however hostile', () => {
		/** A text that counts how often it is looked into. */
		class Counted extends String {
			looks = 0;

			override charAt(at: number): string {
				this.looks++;
				return super.charAt(at);
			}
		}
		const looks = (text: string) => {
			const counted = new Counted(text);
			redact(counted as unknown as string);
			return counted.looks / text.length;
		};
		const forms = ['%25', '\\', '&amp;', 'amp;', '25', '\\u005c', '%5c', '&#38;'];
		for (const form of [...forms, '\\u005cu005c', 'u005c', token.slice(0, 15), 'a'])
			expect(looks(form.repeat(4000)), form).toBeLessThan(1.1 * looks(form.repeat(1000)) + 1);
	});
});

it('is applied to the words of a server before they are cut', () => {
	const { site } = connection({ redact });
	for (let at = 480; at <= 500; at++) {
		const said = quoted(site, `${'x'.repeat(at)}${encodeURIComponent(token)} and more`);
		expect(said).not.toMatch(/aB3/);
		expect(said.length).toBeLessThanOrEqual(500);
	}
});
