import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor } from '../../../../nodes/Calltouch/api/http/redact';
import { redirectTarget } from '../../../../nodes/Calltouch/api/http/redirect';
import { connection } from '../../../support/connection.mts';

const token = 'aB3+xY/9==.token';
const { site } = connection({ baseUrl: 'https://api.example', redact: redactor(token) });
const from = 'https://api.example/calls/1/download';
const follow = (location: unknown, status = 302) =>
	redirectTarget(site, { status, headers: { location } }, from);
const encoded = encodeURIComponent(token);

describe('redirectTarget', () => {
	it.each([
		[`https://other.example/r.mp3?clientApiId=${encoded}`, 'https://other.example/r.mp3'],
		[`https://other.example/r?clientApiId=${token}&x=1`, 'https://other.example/r?x=1'],
		[`https://other.example/r?a=1&access_token=${encoded}&b`, 'https://other.example/r?a=1&b'],
		[`https://other.example/r?CLIENTAPIID=${encoded.toLowerCase()}`, 'https://other.example/r'],
		[`https://other.example/r?client%41pi%2549d=x`, 'https://other.example/r'],
		[`https://other.example/r?clientApiId=garbled`, 'https://other.example/r'],
		[
			`https://other.example/login?next=${encodeURIComponent(`https://api.example/d?clientApiId=${encoded}`)}`,
			'https://other.example/login',
		],
		[`https://other.example/r#${token}`, 'https://other.example/r'],
		[`/elsewhere?clientApiId=${encoded}&page=2`, 'https://api.example/elsewhere?page=2'],
		[`//other.example/r?clientApiId=${encoded}`, 'https://other.example/r'],
	])('takes what is ours out of %s', (location, target) => {
		expect(follow(location)).toBe(target);
	});

	it('leaves a signed query sign by sign as it was', () => {
		const signed = 'https://s.example/r?X-Sig=a%2Fb+c%20d&access_token=of-the-storage&&e=&%zz';
		expect(follow(signed)).toBe(signed);
	});

	it.each([
		`https://other.example/${token}/r.mp3`,
		`https://other.example/${encoded}`,
		`https://${encoded}@other.example/r`,
		`https://other.example/a;clientApiId=${encoded}`,
	])('does not follow %s, and does not show it', (location) => {
		expect(() => follow(location)).toThrow(
			'Calltouch redirects to other.example with the API token in the address, which was not followed',
		);
	});

	it.each([
		[undefined, 302],
		['ftp://x.example/', 302],
		['http://', 302],
		['https://other.example/', 200],
		['https://other.example/', 404],
	])('follows nothing at %s with status %i', (location, status) => {
		expect(follow(location, status)).toBeUndefined();
	});

	it('lets no spelling of the token leave, whatever surrounds it', () => {
		const twice = encodeURIComponent(encoded);
		const form = fc.constantFrom(token, encoded, encoded.toLowerCase(), twice, token.toUpperCase());
		const piece = fc.oneof(
			form,
			fc.constantFrom('&', '=', '/', '?', '#', 'a', '%', ';', '@', '.x'),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				let target: string | undefined;
				try {
					target = follow(`https://other.example/r?${pieces.join('')}`);
				} catch (error) {
					target = (error as Error).message;
				}
				const read = decodeURIComponent(encodeURI(target ?? '')).replace(/%25/g, '%');
				expect(read.toLowerCase()).not.toContain('b3+xy/9');
				expect(target?.toLowerCase()).not.toContain('b3%2bxy%2f9');
			}),
		);
	});
});
