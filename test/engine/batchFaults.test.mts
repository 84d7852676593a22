import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { create, itemsOf, numbersIn, rowsOf, sizes } from '../support/batches.mts';
import { execute, tokenShapes, toBranch } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

describe('a write that meets a fault', () => {
	const onePlay = (fault: object) =>
		sandbox.configure({ faults: [{ method: 'POST', times: 1, ...fault } as Fault] });

	it('is sent again after a 429', async () => {
		onePlay({ kind: '429' });
		const { json } = await execute(sandbox, create, { items: itemsOf(rowsOf(2)) });
		expect(json).toHaveLength(2);
		expect(sizes()).toEqual([2, 2]);
		expect(numbersIn()).toHaveLength(2);
	});

	it.each([
		['500', /could not answer \(HTTP 500\)/],
		['502', /could not answer \(HTTP 502\)/],
		['resetBefore', /connection to .* broke/],
		['resetMiddle', /connection to .* broke/],
		['truncatedJson', /damaged answer/],
		['invalidUtf8', /damaged answer/],
		['empty200', /empty answer/],
		['hang', /was silent for 0\.3 seconds/],
	] as const)('is not sent twice after %s, and its items say so', async (kind, why) => {
		onePlay({ kind });
		const { json, failed, stored } = await execute(
			sandbox,
			{ ...create, options: { timeout: 0.3 } },
			{ items: itemsOf(rowsOf(130)), ...toBranch },
		);
		expect(sizes()).toEqual([100, 30]);
		expect(json).toHaveLength(30);
		expect(failed).toHaveLength(100);
		for (const { json: item } of failed) {
			expect(item.error).toMatch(/^It is not known whether Calltouch took this\. /);
			expect(item.error).toMatch(why);
		}
		for (const shape of tokenShapes) expect(stored).not.toContain(shape);
	});

	it.each([
		['403', /refused the API token/],
		['404', /has nothing at/],
		['html200', /web page/],
	] as const)('was not taken when Calltouch answers %s, and is not split', async (kind, why) => {
		onePlay({ kind });
		const { error } = await execute(sandbox, create, { items: itemsOf(rowsOf(4)) });
		expect(error?.message).toMatch(why);
		expect(error?.message).not.toContain('It is not known');
		expect(sizes()).toEqual([4]);
	});

	it.each(['C', 'D'] as const)(
		'is split when a 200 carries a refusal of shape %s',
		async (shape) => {
			onePlay({ kind: 'jsonError200', shape, message: 'Неверный номер' });
			const { json } = await execute(sandbox, create, { items: itemsOf(rowsOf(2)) });
			expect(json).toHaveLength(2);
			expect(sizes()).toEqual([2, 1, 1]);
		},
	);

	it.each([
		{ message: 'Done' },
		{ status: 'OK', message: 'x' },
		{ status: 'OK', error: 'x' },
		{ data: { message: 'Done' } },
	])('is in doubt and not split when a 200 carries %j', async (body) => {
		onePlay({ kind: 'error', status: 200, body });
		const { failed } = await execute(sandbox, create, { items: itemsOf(rowsOf(4)), ...toBranch });
		expect(failed).toHaveLength(4);
		expect(failed[0]?.json.error).toMatch(/^It is not known whether Calltouch took this\. /);
		expect(sizes()).toEqual([4]);
	});

	it('is sent again when no connection was made, and nothing is in doubt', async () => {
		const { error } = await execute(
			sandbox,
			{ ...create, options: { retryFor: 0 } },
			{ items: itemsOf(rowsOf(1)), credential: { baseUrl: 'http://127.0.0.1:1' } },
		);
		expect(error?.message).toBe('127.0.0.1:1 cannot be reached');
	});

	it('says that an item is in doubt when the answer does not mention it', async () => {
		const body = { data: { requests: [{ requestNumber: 'N-0', imported: true }] } };
		onePlay({ kind: 'error', status: 200, body });
		const { json, failed } = await execute(sandbox, create, {
			items: itemsOf(rowsOf(2)),
			...toBranch,
		});
		expect(json).toEqual([{ requestNumber: 'N-0', imported: true }]);
		expect(failed[0]?.json.error).toBe(
			'It is not known whether Calltouch took this. The answer does not mention request N-1.',
		);
	});

	it('takes results by their place when they carry no numbers', async () => {
		const body = { data: { requests: [{ imported: true, id: 1 }, { imported: false }] } };
		onePlay({ kind: 'error', status: 200, body });
		const { json, failed } = await execute(sandbox, create, {
			items: itemsOf(rowsOf(2)),
			...toBranch,
		});
		expect(json).toEqual([{ imported: true, id: 1 }]);
		expect(failed[0]?.json.error).toBe('Calltouch did not take request N-1');
	});

	it('takes results in any order and numbers written as numbers', async () => {
		const body = {
			data: { requests: [2, 1].map((n) => ({ requestNumber: n, imported: true, n })) },
		};
		onePlay({ kind: 'error', status: 200, body });
		const rows = [1, 2].map((number) => ({ number, phone: '79990000011' }));
		const { json } = await execute(sandbox, create, { items: itemsOf(rows) });
		expect(json.map(({ n }) => n)).toEqual([1, 2]);
	});
});
