import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionary } from '../../nodes/Calltouch/triggers/webhook/dictionary';
import { readForm } from '../../nodes/Calltouch/triggers/webhook/form';
import { isInside, isSame } from '../../nodes/Calltouch/triggers/webhook/guard';
import { isRepeat } from '../../nodes/Calltouch/triggers/webhook/repeats';
import { tidy } from '../../nodes/Calltouch/triggers/webhook/tidy';
import { readValue } from '../../nodes/Calltouch/triggers/webhook/values';

const bytes = (text: string) => new TextEncoder().encode(text);
const wellFormed = fc.string({ unit: 'grapheme' });

describe('a form', () => {
	it('is read as browsers write it', () => {
		fc.assert(
			fc.property(fc.dictionary(wellFormed, wellFormed), (fields) => {
				const written = new URLSearchParams(fields).toString();
				expect(readForm(bytes(written))).toEqual({ ...fields });
			}),
		);
	});

	it('is read without an end, whatever its bytes are', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (noise) => {
				for (const text of Object.values(readForm(noise))) expect(typeof text).toBe('string');
			}),
		);
	});

	it('is read in UTF-8 when its charset is unknown', () => {
		expect(readForm(bytes('a=да'), 'klingon')).toEqual({ a: 'да' });
	});
});

describe('the comparison of secrets', () => {
	it('says the same as ===', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (one, other) => {
				expect(isSame(one, other)).toBe(one === other);
				expect(isSame(one, one)).toBe(true);
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
			return runs.sort((one, other) => one - other)[3] ?? 0;
		};
		const [wrong, nearly] = [`y${secret.slice(1)}`, `${secret.slice(1)}y`];
		time(wrong);
		const [early, late] = [time(wrong), time(nearly)];
		expect(Math.max(early, late) / Math.min(early, late)).toBeLessThan(3);
	});
});

describe('networks', () => {
	it.each([
		['92.118.66.7', '92.118.66.0/23', true],
		['92.118.67.7', '92.118.66.0/23', true],
		['92.118.68.0', '92.118.66.0/23', false],
		['1.2.3.4', '0.0.0.0/0', true],
		['1.2.3.4', '1.2.3.4/32 5.6.7.8', true],
		['1.2.3.4', '1.2.3.4/33', false],
		['1.2.3.4', 'nonsense', false],
		['1.2.3.400', '0.0.0.0/0', false],
	])('%s in %s: %s', (address, networks, expected) => {
		expect(isInside(address, networks)).toBe(expected);
	});
});

describe('repeats', () => {
	it('are known by node, and forgotten in time', () => {
		expect(isRepeat('a', { id: 1 }, 1000, 0)).toBe(false);
		expect(isRepeat('b', { id: 1 }, 1000, 0)).toBe(false);
		expect(isRepeat('a', { id: 1 }, 1000, 999)).toBe(true);
		expect(isRepeat('a', { id: 1 }, 1000, 1000)).toBe(false);
		expect(isRepeat('c', { id: 1 }, 0, 0)).toBe(false);
		expect(isRepeat('c', { id: 1 }, 0, 0)).toBe(false);
	});

	it('never swallow a delivery that differs', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.dictionary(fc.constantFrom('id', 'status', 'tags'), fc.string()), {
					selector: (fields) => JSON.stringify(Object.entries(fields).sort()),
				}),
				(deliveries) => {
					const place = String(Math.random());
					for (const fields of deliveries) expect(isRepeat(place, fields, 1000, 0)).toBe(false);
					for (const fields of deliveries) expect(isRepeat(place, fields, 1000, 1)).toBe(true);
				},
			),
		);
	});
});

describe('the tidy shape', () => {
	it.each([
		['flag', 'target', true],
		['flag', 'non-uniqtarget', false],
		['flag', 'non-worktime', false],
		['flag', 'maybe', 'maybe'],
		['number', '4.5', 4.5],
		['number', '-30', -30],
		['number', 'n/a', 'n/a'],
		['id', '800000000802881118', '800000000802881118'],
		['id', '007', '007'],
		['list', 'a, b,,c', ['a', 'b', 'c']],
		['list', '["a,b"]', ['a,b']],
		['text', 'null', null],
		['text', ' x ', 'x'],
		['time', '1702569133', '2023-12-14T18:52:13+03:00'],
		['time', '2023-12-14 18:52:13', '2023-12-14T18:52:13+03:00'],
		['time', 'yesterday', 'yesterday'],
		['object', '{"a":1}', { a: 1 }],
		['object', '{"a"', '{"a"'],
	] as const)('%s: %s → %o', (kind, value, expected) => {
		expect(readValue(kind, value, 'Europe/Moscow')).toEqual(expected);
	});

	it('has the same first keys for whatever is sent, and keeps what was sent', () => {
		const name = fc.oneof(fc.constantFrom(...Object.keys(dictionary)), fc.string());
		const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
		fc.assert(
			fc.property(fc.dictionary(name, value), (raw) => {
				const item = tidy(raw, 'Europe/Moscow');
				expect(Object.keys(item).slice(0, 5)).toEqual([
					'event',
					'leadType',
					'callId',
					'requestId',
					'orderId',
				]);
				expect(item.raw).toEqual(raw);
			}),
		);
	});
});
