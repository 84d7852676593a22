import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside, readNetworks } from '../../../../nodes/Calltouch/triggers/webhook/networks';
import { isSame, withoutSecret } from '../../../../nodes/Calltouch/triggers/webhook/secret';

const name = 'Source Networks';

describe('the comparison of secrets', () => {
	it('says the same as ===', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (a, b) => {
				expect(isSame(a, b)).toBe(a === b);
				expect(isSame(a, a)).toBe(true);
			}),
		);
	});

	it('takes the same time for a nearly right text as for a wrong one', () => {
		const secret = 'x'.repeat(200_000);
		const time = (given: string) => {
			const runs = Array.from({ length: 15 }, () => {
				const start = performance.now();
				isSame(given, secret);
				return performance.now() - start;
			});
			return Math.min(...runs);
		};
		const [wrong, nearly] = [`y${secret.slice(1)}`, `${secret.slice(1)}y`];
		time(wrong);
		const [early, late] = [time(wrong), time(nearly)];
		expect(Math.max(early, late) / Math.min(early, late)).toBeLessThan(3);
	});
});

/** A sign for each byte, as a web server gives addresses and headers. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1');
const secretText = fc.oneof(
	fc.string({ minLength: 1, unit: fc.constantFrom(...'ab+&=%#20 ?;') }),
	fc.string({ minLength: 1, unit: 'grapheme' }),
);

describe('the secret', () => {
	it('is found in an address however it was encoded, and taken out', () => {
		const rest = fc.constantFrom('', 'id=1', 'id=1&source=%D0');
		fc.assert(
			fc.property(secretText, rest, fc.boolean(), (secret, other, comesFirst) => {
				const ways = [
					asBytes(secret),
					encodeURIComponent(secret),
					new URLSearchParams({ secret }).toString().slice('secret='.length),
					asBytes(secret).replace(/%/g, '%25').replace(/&/g, '%26'),
				];
				// By a sender that reads the pasted address as a form, and writes it anew. Bytes that are no letter it loses.
				const pasted = encodeURI(secret)
					.replace(/%25/g, '%')
					.replace(/&/g, '%26')
					.replace(/#/g, '%23');
				const form = new URLSearchParams(`secret=${pasted}`);
				if (!form.get('secret')?.includes('\uFFFD'))
					ways.push(form.toString().slice('secret='.length));
				for (const way of ways) {
					const parts = comesFirst ? [`secret=${way}`, other] : [other, `secret=${way}`];
					const query = parts.filter((part) => part !== '').join('&');
					expect(withoutSecret(query, {}, secret), query).toBe(other);
				}
			}),
		);
	});

	it('is found in the header, in bytes of UTF-8', () => {
		fc.assert(
			fc.property(secretText, (secret) => {
				expect(withoutSecret('id=1', { 'x-webhook-secret': asBytes(secret) }, secret)).toBe('id=1');
			}),
		);
	});

	it('is not found where it is not', () => {
		fc.assert(
			fc.property(secretText, (secret) => {
				for (const wrong of [`${secret}x`, `x${secret}`, '', [...secret].slice(1).join('')]) {
					if (wrong === secret) continue;
					const query = `secret=${encodeURIComponent(wrong)}&id=1`;
					expect(withoutSecret(query, {}, secret)).toBe(undefined);
					expect(withoutSecret('', { 'x-webhook-secret': asBytes(wrong) }, secret)).toBe(undefined);
				}
				for (const query of ['', 'secret', `id=${encodeURIComponent(secret)}`]) {
					expect(withoutSecret(query, {}, secret)).toBe(undefined);
				}
			}),
		);
	});

	it('is not what a missing header would be as text', () => {
		expect(withoutSecret('', {}, 'undefined')).toBe(undefined);
	});
});

describe('networks', () => {
	it.each([
		['92.118.66.7', '92.118.66.0/23', true],
		['92.118.67.7', '92.118.66.0/23', true],
		['92.118.68.0', '92.118.66.0/23', false],
		['92.118.66.7', '92.118.66.255/23', true],
		['1.2.3.4', '0.0.0.0/0', true],
		['::1', '0.0.0.0/0', false],
		['1.2.3.4', '1.2.3.4/32 5.6.7.8', true],
		['1.2.3.4', '1.2.3.4/ 32', true],
		['1.2.3.5', '1.2.3.4 /32', false],
		['1.2.3.400', '0.0.0.0/0', false],
		['::ffff:1.2.3.4', '1.2.3.0/24', true],
		['::ffff:102:304', '1.2.3.0/24', true],
		['1.2.3.4', '::ffff:1.2.3.4', true],
		['1.2.3.4', '::ffff:1.2.3.0/120', true],
		['::1', '::1/128', true],
		['::2', '::1/128', false],
		['::1', '::1', true],
		['0:0:0:0:0:0:0:1', '::1', true],
		['2001:DB8::5', '2001:db8::/32', true],
		['2001:db9::5', '2001:db8::/32', false],
		['fe80::1%eth0', 'fe80::/10', true],
		['10.0.0.5', '10.0.0.5-10.0.0.9', true],
		['10.0.0.9', '10.0.0.5 - 10.0.0.9, ::1', true],
		['10.0.0.10', '10.0.0.5-10.0.0.9', false],
		['2001:db8::7', '2001:db8::5-2001:db8::9', true],
		['1.2.3.4:56789', '1.2.3.4', true],
		['[::1]:56789', '::1', true],
		['', '0.0.0.0/0, ::/0', false],
		['unknown', '0.0.0.0/0, ::/0', false],
	])('%s in %s: %s', (address, networks, expected) => {
		expect(isInside(address, readNetworks(networks, name))).toBe(expected);
	});

	it.each([
		'127.0.0.1/233',
		'1.2.3.4/33',
		'1.2.3.4/',
		'::1/129',
		'localhost',
		'1.2.3',
		'1.2.3.400',
		'10.0.0.9-10.0.0.5',
		'10.0.0.9-',
		'1::2::3',
		'1:2:3:4:5:6:7:8:9',
		'1:2:3:4:5:6:7:8::',
		':1',
		'12345::',
		'1.2.3.4::',
		'92.118.66.0/23, calltouch.ru',
	])('%s is no network', (networks) => {
		expect(() => readNetworks(networks, name)).toThrow(/^Source Networks ".+" is no network$/);
	});

	it('hold exactly the addresses between their first and last one', () => {
		const number = fc.nat(2 ** 32 - 1);
		const written = (four: number) =>
			[24, 16, 8, 0].map((shift) => (four >>> shift) & 255).join('.');
		fc.assert(
			fc.property(number, number, fc.nat(32), (address, start, bits) => {
				const size = 2 ** (32 - bits);
				const expected = Math.floor(address / size) === Math.floor(start / size);
				const networks = readNetworks(`${written(start)}/${bits}`, name);
				expect(isInside(written(address), networks)).toBe(expected);
				const [low, high] = [Math.min(start, address), Math.max(start, address)];
				const range = readNetworks(`${written(low)}-${written(high)}`, name);
				expect(isInside(written(low), range) && isInside(written(high), range)).toBe(true);
				expect(isInside(written(Math.max(0, low - 1)), range)).toBe(low === 0);
			}),
		);
	});
});
