import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionary } from '../../../../nodes/Calltouch/triggers/webhook/dictionary';
import { toDelivery, type Fields } from '../../../../nodes/Calltouch/triggers/webhook/fields';
import { fingerprint, subjectOf } from '../../../../nodes/Calltouch/triggers/webhook/fingerprint';
import { isTestDelivery } from '../../../../nodes/Calltouch/triggers/webhook/placeholders';
import { tidy } from '../../../../nodes/Calltouch/triggers/webhook/tidy';
import { readValue } from '../../../../nodes/Calltouch/triggers/webhook/values';

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
				const item = tidy({ raw, fields: raw }, 'Europe/Moscow');
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

	it('takes any JSON that somebody made up', () => {
		const odd = fc.constantFrom(
			'__proto__',
			'toString',
			'valueOf',
			'toJSON',
			'isLuxonDateTime',
			'length',
			'constructor',
		);
		const { value } = fc.letrec((tie) => ({
			value: fc.oneof(
				{ maxDepth: 3 },
				fc.constantFrom(
					null,
					true,
					1e400,
					'',
					'null',
					'{id}',
					'[1',
					'2023-12-14 18:52:13',
					'\uD800',
				),
				fc.array(tie('value'), { maxLength: 3 }),
				fc.array(fc.tuple(odd, tie('value')), { maxLength: 3 }).map(own),
			),
		}));
		const suffix = fc.constantFrom('', '[]', '[0]', '[__proto__]');
		const name = fc
			.tuple(fc.constantFrom(...Object.keys(dictionary), '__proto__', 'data'), suffix)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (members) => {
				const delivery = toDelivery({}, own(members) as Fields);
				isTestDelivery(delivery.fields);
				const item = tidy(delivery, 'Europe/Moscow');
				subjectOf(item);
				fingerprint(delivery.fields);
				expect(item.raw).toEqual(own(members));
			}),
			{ numRuns: 3000 },
		);
	});
});

/** An object with these names of its own, as JSON.parse makes it. */
function own(members: Array<[string, unknown]>): object {
	return Object.fromEntries(members);
}
