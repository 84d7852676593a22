import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionary } from '../../../../nodes/Calltouch/triggers/webhook/dictionary';
import { toDelivery, type Fields } from '../../../../nodes/Calltouch/triggers/webhook/fields';
import { fingerprint, subjectOf } from '../../../../nodes/Calltouch/triggers/webhook/fingerprint';
import { readForm } from '../../../../nodes/Calltouch/triggers/webhook/form';
import { readMultipart } from '../../../../nodes/Calltouch/triggers/webhook/multipart';
import { isTestDelivery } from '../../../../nodes/Calltouch/triggers/webhook/placeholders';
import { Refusal } from '../../../../nodes/Calltouch/triggers/webhook/refusal';
import { countRemembered, isRepeat } from '../../../../nodes/Calltouch/triggers/webhook/repeats';
import { tidy } from '../../../../nodes/Calltouch/triggers/webhook/tidy';
import { readValue } from '../../../../nodes/Calltouch/triggers/webhook/values';

const bytes = (text: string) => new TextEncoder().encode(text);
const wellFormed = fc.string({ unit: 'grapheme' });

describe('a form', () => {
	it('is read as browsers write it', () => {
		const pairs = fc.array(fc.tuple(wellFormed, wellFormed), { maxLength: 50 });
		fc.assert(
			fc.property(pairs, (fields) => {
				expect(readForm(bytes(new URLSearchParams(fields).toString()))).toEqual(fields);
			}),
		);
	});

	it('is read in parts as browsers write it', async () => {
		const pairs = fc.array(fc.tuple(wellFormed, wellFormed), { minLength: 1, maxLength: 10 });
		await fc.assert(
			fc.asyncProperty(pairs, async (fields) => {
				const form = new FormData();
				for (const [name, value] of fields) form.append(name, value);
				const written = new Response(form);
				const type = written.headers.get('content-type') ?? '';
				const body = new Uint8Array(await written.arrayBuffer());
				expect(readMultipart(body, type)).toEqual([...form]);
			}),
			{ examples: [[[['\\', '']]], [[['a\\\\b', 'x']]]] },
		);
	});

	it.each([
		['name="a\\"b"', 'a"b'],
		['name="a\\""', 'a"'],
		['name="a\\\\"; filename="x"', 'a\\\\'],
		['name=plain', 'plain'],
	])('reads the name of a part as %s gives it', (given, name) => {
		const body = `--x\r\nContent-Disposition: form-data; ${given}\r\n\r\n1\r\n--x--`;
		const [pair] = readMultipart(new TextEncoder().encode(body), 'multipart/form-data; boundary=x');
		expect(pair?.[0]).toBe(name);
	});

	it('is read without an end, whatever its bytes are', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (noise) => {
				for (const texts of readForm(noise))
					for (const text of texts) expect(typeof text).toBe('string');
			}),
		);
	});

	it('in parts is read or refused, whatever its bytes are', () => {
		const piece = fc.constantFrom(
			'--x',
			'\r\n',
			'\n',
			'--',
			'Content-Disposition: form-data',
			'; name=',
			'"',
			'a',
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				try {
					readMultipart(bytes(pieces.join('')), 'multipart/form-data; boundary=x');
				} catch (error) {
					expect(error).toBeInstanceOf(Refusal);
				}
			}),
		);
	});

	it('is read in UTF-8 when its charset is unknown', () => {
		expect(readForm(bytes('a=да'), 'klingon')).toEqual([['a', 'да']]);
	});

	it('loses one letter when one was cut, not the charset of the others', () => {
		const cut = bytes('город=Казань&source=Реклам').subarray(0, -1);
		const read = Object.fromEntries(readForm(cut));
		expect(read.город).toBe('Казань');
		expect(read.source).toBe('Рекла\uFFFD');
	});
});

describe('repeats', () => {
	it('are the same as the last delivery, by place and subject, and forgotten in time', () => {
		expect(isRepeat('a', 'call', 'x', 1000, 0)).toBe(false);
		expect(isRepeat('b', 'call', 'x', 1000, 0)).toBe(false);
		expect(isRepeat('a', 'deal', 'x', 1000, 0)).toBe(false);
		expect(isRepeat('a', 'call', 'x', 1000, 999)).toBe(true);
		expect(isRepeat('a', 'call', 'x', 1000, 1000)).toBe(false);
		expect(isRepeat('a', 'call', 'y', 1000, 1001)).toBe(false);
		expect(isRepeat('a', 'call', 'x', 1000, 1002)).toBe(false);
		expect(isRepeat('c', 'call', 'x', 0, 0)).toBe(false);
		expect(isRepeat('c', 'call', 'x', 0, 0)).toBe(false);
	});

	it('are those that a list of the last deliveries names', () => {
		const sent = fc.array(
			fc.record({
				subject: fc.constantFrom('1', '2', '3'),
				print: fc.constantFrom('a', 'b'),
				after: fc.nat(600),
			}),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(sent, (deliveries) => {
				const place = String(Math.random());
				const last = new Map<string, { print: string; at: number }>();
				let now = 0;
				for (const { subject, print, after } of deliveries) {
					now += after;
					const before = last.get(subject);
					const expected = before?.print === print && now < before.at + 1000;
					expect(isRepeat(place, subject, print, 1000, now)).toBe(expected);
					if (!expected) last.set(subject, { print, at: now });
				}
			}),
		);
	});

	it('never swallow a delivery that differs', () => {
		const name = fc.constantFrom('id', 'status', 'tags', '__proto__');
		fc.assert(
			fc.property(fc.dictionary(name, fc.string()), fc.dictionary(name, fc.string()), (a, b) => {
				const isSame =
					JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
				expect(fingerprint(a) === fingerprint(b)).toBe(isSame);
			}),
		);
	});

	it.each(['sendingTimestamp', 'sending_timestamp', 'sendingtimestamp', 'SENDING-TIMESTAMP'])(
		'do not look at %s',
		(name) => {
			expect(fingerprint({ id: '1', [name]: '5' })).toBe(fingerprint({ ID: 1, [name]: '6' }));
		},
	);

	it('hold at most 50,000 deliveries of a node, the newest', () => {
		const before = countRemembered();
		for (let id = 0; id < 50_100; id++) isRepeat('crowd', String(id), 'x', 1000, 0);
		expect(countRemembered() - before).toBe(50_000);
		expect(isRepeat('crowd', '50099', 'x', 1000, 1)).toBe(true);
		expect(isRepeat('crowd', '0', 'x', 1000, 1)).toBe(false);
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
