import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendSplitting, type Outcome } from '../../../../nodes/Calltouch/api/writes/batches';
import { CalltouchError, type Cause } from '../../../../nodes/Calltouch/api/errors';
import {
	assignResults,
	undocumentedOutcomes,
} from '../../../../nodes/Calltouch/api/writes/results';
import { connection } from '../../../support/connection.mts';

/** A server that refuses a batch with a bad entry in it, as a whole. */
function server(bad: Set<number>, reason: Cause = 'refused') {
	const taken: number[] = [];
	let requests = 0;
	const send = async (entries: number[]): Promise<Outcome[]> => {
		requests++;
		if (entries.some((entry) => bad.has(entry))) throw new CalltouchError(reason, 'no');
		taken.push(...entries);
		return await Promise.resolve(entries.map((entry) => ({ result: { entry } })));
	};
	return { taken, send, requests: () => requests };
}

const batch = fc.integer({ min: 1, max: 100 }).chain((size) =>
	fc.record({
		size: fc.constant(size),
		bad: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })),
	}),
);

describe('sendSplitting', () => {
	it('takes every good entry once and names exactly the bad ones', async () => {
		await fc.assert(
			fc.asyncProperty(batch, async ({ size, bad }) => {
				const { taken, send, requests } = server(new Set(bad));
				const entries = Array.from({ length: size }, (_, entry) => entry);
				const outcomes = await sendSplitting(entries, send);
				expect(outcomes.map((outcome) => 'error' in outcome)).toEqual(
					entries.map((entry) => bad.includes(entry)),
				);
				expect(taken).toEqual(entries.filter((entry) => !bad.includes(entry)));
				for (const [place, outcome] of outcomes.entries()) {
					if ('result' in outcome) expect(outcome.result).toEqual({ entry: place });
				}
				expect(requests()).toBeLessThanOrEqual(1 + bad.length * 2 * Math.ceil(Math.log2(size)));
			}),
		);
	});

	it.each(['unknown-outcome', 'refused-credential', 'unreachable', 'rate-limited'] as const)(
		'sends nothing more after %s',
		async (reason) => {
			const { send, requests } = server(new Set([1]), reason);
			const outcomes = await sendSplitting([0, 1, 2], send);
			expect(outcomes.every((outcome) => 'error' in outcome)).toBe(true);
			expect(requests()).toBe(1);
		},
	);

	it('ends at once when canceled, and when the program is wrong', async () => {
		const { send } = server(new Set([0]), 'canceled');
		await expect(sendSplitting([0], send)).rejects.toThrow('no');
		const broken = async () => await Promise.reject(new TypeError('broken'));
		await expect(sendSplitting([0], broken)).rejects.toThrow('broken');
	});
});

describe('assignResults', () => {
	const numbers = fc.array(fc.constantFrom('1', '2', 'A-3', '__proto__', 'constructor'));

	it('gives each entry a result of its own number, whatever their order', () => {
		fc.assert(
			fc.property(numbers, fc.func(fc.integer()), (own, order) => {
				const list = own.map((number, at) => ({ number, at }));
				const shuffled = [...list].sort((a, b) => order(a.at) - order(b.at));
				const assigned = assignResults(shuffled, 'number', own);
				expect(assigned.map((result) => result?.number)).toEqual(own);
				expect(new Set(assigned).size).toBe(own.length);
			}),
		);
	});

	it('goes by place only when no result has a number and there is one for each', () => {
		const list = [{ ok: 1 }, { ok: 2 }];
		expect(assignResults(list, 'number', ['a', 'b'])).toEqual(list);
		expect(assignResults(list, 'number', ['a', 'b', 'c'])).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(assignResults([{ number: 'b' }, {}], 'number', ['a', 'b'])).toEqual([
			undefined,
			{ number: 'b' },
		]);
	});
});

describe('undocumentedOutcomes', () => {
	const reject = () => new CalltouchError('refused', 'no');
	const outcomesOf = (json: unknown) =>
		undocumentedOutcomes(connection(), { json, reject }, ['a', 'b'], {
			list: 'orders',
			key: 'orderNumber',
			id: 'calltouchOrderId',
			what: 'deal',
		});

	it.each([undefined, null, 'OK', [1], {}, { data: null }, { data: { orders: [1] } }])(
		'passes %j on whole',
		(json) => {
			expect(outcomesOf(json)).toEqual(
				['a', 'b'].map((orderNumber) => ({ result: { orderNumber, answer: json ?? null } })),
			);
		},
	);

	it('leaves the fate of an entry open when the good results are those of others', () => {
		const [first, second] = outcomesOf({ data: { orders: [{ orderNumber: 'a' }] } });
		expect(first).toHaveProperty('result');
		expect(second).toHaveProperty('error.reason', 'unknown-outcome');
	});

	it('takes an entry for done when only others are complained about', () => {
		const [first, second] = outcomesOf({ data: { orders: [{ orderNumber: 'a', error: 'x' }] } });
		expect(first).toHaveProperty('error.reason', 'refused');
		expect(second).toHaveProperty('result.orderNumber', 'b');
	});

	const kinds = (json: unknown) =>
		outcomesOf(json).map((outcome) => ('error' in outcome ? outcome.error.reason : 'taken'));
	const a = { orderNumber: 'a' };
	const b = { orderNumber: 'b' };

	it.each([
		[{ data: { orders: [a, b], errors: [{ ...b, message: 'x' }] } }, ['taken', 'refused']],
		[{ data: { orders: [a, b] }, errors: [{ ...b, message: 'x' }] }, ['taken', 'refused']],
		[{ orders: [a, { ...b, error: 'x' }] }, ['taken', 'refused']],
		[
			[a, { ...b, error: 'x' }],
			['taken', 'refused'],
		],
		[
			{ error: 'x', data: { orders: [{ ...a, calltouchOrderId: 5 }, b] } },
			['taken', 'unknown-outcome'],
		],
		[{ error: 'x', data: { orders: [{ ...a, updated: true }] } }, ['taken', 'unknown-outcome']],
		[{ error: 'x', data: { orders: [a, { ...b, error: 'x' }] } }, ['unknown-outcome', 'refused']],
		[
			{ data: { orders: [a, b], errors: [{ orderNumber: 'B', message: 'x' }] } },
			['unknown-outcome', 'unknown-outcome'],
		],
	])('tells what a complaint is about: %j', (json, reasons) => {
		expect(kinds(json)).toEqual(reasons);
	});

	it.each([[{ data: { orders: [{ orderNumber: 'c', ok: true }] } }], [[{ error: 'x' }]]])(
		'knows nothing when the results belong to nobody: %j',
		(json) => {
			expect(() => outcomesOf(json)).toThrow('It is not known');
		},
	);

	it.each([
		[{ error: 'bad secret' }, 'Calltouch did not take deal a: "bad ***"'],
		[{ errors: ['x', 'y'] }, 'Calltouch did not take deal a: "x; y"'],
		[{ success: false, message: 'late' }, 'Calltouch did not take deal a: "late"'],
		[{ violations: [{ message: 'm' }] }, 'Calltouch did not take deal a: "m"'],
	])('tells the complaint of %j', (result, message) => {
		const [first, second] = outcomesOf({ data: { orders: [result, { errors: [], error: null }] } });
		expect(first && 'error' in first && first.error.message).toBe(message);
		expect(second).toHaveProperty('result');
	});
});
