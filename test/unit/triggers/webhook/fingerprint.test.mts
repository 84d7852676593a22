import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../nodes/Calltouch/triggers/webhook/fingerprint';
import { countRemembered, repeatedOf } from '../../../../nodes/Calltouch/triggers/webhook/repeats';

const isAccepted = Promise.resolve(true);

function isRepeat(place: string, subject: string, print: string, keepMs: number, now: number) {
	return repeatedOf(place, subject, { print, isAccepted }, keepMs, now) !== undefined;
}

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
