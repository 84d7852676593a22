import { describe, expect, it } from 'vitest';
import { create, itemsOf, numbersIn, rowsOf, sizes } from '../support/batches.mts';
import { execute, start, toBranch } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

/** The sandbox refuses a whole batch for a tag that is too long, which the node cannot know to be wrong. */
const refusedBySandbox = { additionalFields: { tags: { tag: [{ name: '={{ $json.tag }}' }] } } };

describe('writes of many items', () => {
	it('go out a hundred a request: 250 items are three requests', async () => {
		const items = itemsOf(rowsOf(250));
		const { json, items: output, status } = await execute(sandbox, create, { items });
		expect(status).toBe('success');
		expect(sizes()).toEqual([100, 100, 50]);
		expect(json.map(({ requestNumber }) => requestNumber)).toEqual(
			items.map(({ json: { number } }) => number),
		);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(numbersIn()).toHaveLength(250);
	});

	it('split a refused batch: 230 items with a bad one give 229 results and one failure', async () => {
		const rows = rowsOf(230).map((row, at) => ({
			...row,
			tag: at === 157 ? 'x'.repeat(101) : 'a',
		}));
		const { json, items, failed } = await execute(
			sandbox,
			{ ...create, ...refusedBySandbox },
			{ items: itemsOf(rows), ...toBranch },
		);
		expect(json).toHaveLength(229);
		expect(failed).toHaveLength(1);
		expect(failed[0]?.pairedItem).toMatchObject({ item: 157 });
		expect(failed[0]?.json.error).toMatch(
			/^Calltouch refused the request \(HTTP 400\): "requests\[0\]/,
		);
		expect(sizes().filter((size) => size === 100)).toHaveLength(2);
		expect(sizes().filter((size) => size === 30)).toHaveLength(1);
		expect(new Set(numbersIn()).size).toBe(229);
		expect(numbersIn()).toHaveLength(229);
		expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
			rows.map((_, at) => at).filter((at) => at !== 157),
		);
	});

	it('fail one by one inside a 200, found by their numbers', async () => {
		await execute(sandbox, create, { items: itemsOf(rowsOf(3)) });
		sandbox.requests.clear();
		const rows = [...rowsOf(3).slice(1, 2), { number: 'new', phone: '79990000012' }];
		const { json, failed } = await execute(sandbox, create, { items: itemsOf(rows), ...toBranch });
		expect(json).toMatchObject([{ requestNumber: 'new', imported: true }]);
		expect(failed[0]?.json.error).toBe(
			'Calltouch did not take request N-1: "Заявка уже существует"',
		);
		expect(failed[0]?.pairedItem).toMatchObject({ item: 0 });
		expect(sandbox.requests).toHaveLength(1);
	});

	it('give two items of the same number their own results in order', async () => {
		const rows = [...rowsOf(1), ...rowsOf(1)];
		const { json, failed } = await execute(sandbox, create, { items: itemsOf(rows), ...toBranch });
		expect(json).toHaveLength(1);
		expect(failed[0]?.pairedItem).toMatchObject({ item: 1 });
	});

	it('send the good items when one cannot be read', async () => {
		const rows = rowsOf(3).map((row, at) => (at === 1 ? { ...row, phone: '333-88-77' } : row));
		const setting = { items: itemsOf(rows), onError: 'continueRegularOutput' } as const;
		const { items: output, status } = await execute(sandbox, create, setting);
		expect(status).toBe('success');
		expect(sizes()).toEqual([2]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(output[1]?.json).toEqual({
			error: 'Phone Number "333-88-77" is not a phone number with its area code',
		});
	});

	it('send nothing when one cannot be read and the workflow stops', async () => {
		const rows = rowsOf(150).map((row, at) => (at === 140 ? { ...row, phone: 'none' } : row));
		const { error } = await execute(sandbox, create, { items: itemsOf(rows) });
		expect(error?.message).toBe('Phone Number "none" is not a phone number with its area code');
		expect(error?.context.itemIndex).toBe(140);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('stop after a batch with a refused item, and say how many are in', async () => {
		const rows = rowsOf(230).map((row, at) => ({ ...row, tag: at === 7 ? 'x'.repeat(101) : 'a' }));
		const { error } = await execute(
			sandbox,
			{ ...create, ...refusedBySandbox },
			{ items: itemsOf(rows) },
		);
		expect(error?.context.itemIndex).toBe(7);
		expect(error?.description).toContain('Calltouch has taken 99 of the 230 items so far');
		expect(numbersIn()).toHaveLength(99);
	});

	it('do not count a single item', async () => {
		const items = itemsOf(rowsOf(1).map((row) => ({ ...row, tag: 'x'.repeat(101) })));
		const { error } = await execute(sandbox, { ...create, ...refusedBySandbox }, { items });
		expect(error?.description).toBe('Check the parameters of the node.');
	});

	it('end when the execution is canceled: no further batch is sent', async () => {
		sandbox.configure({ latencyMs: 200 });
		const running = await start(sandbox, create, { items: itemsOf(rowsOf(900)) });
		while (sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
		running.cancel();
		await running.finished;
		// The throttle serves this one after those that waited before it.
		await execute(sandbox, create, { items: itemsOf(rowsOf(1)) });
		expect(sandbox.requests.length).toBeLessThanOrEqual(3);
	});

	it('go to the site of each item, each site in its own request', async () => {
		const rows = rowsOf(4).map((row, at) => ({ ...row, site: at % 2 === 0 ? '12345' : '23456' }));
		const { json } = await execute(
			sandbox,
			{ ...create, options: { siteId: '={{ $json.site }}' } },
			{ items: itemsOf(rows) },
		);
		expect(json.map(({ requestNumber }) => requestNumber)).toEqual(['N-0', 'N-1', 'N-2', 'N-3']);
		expect(sandbox.requests.map(({ headers }) => headers.siteid)).toEqual(['12345', '23456']);
		expect(sandbox.ledger.requests.map(({ siteId }) => siteId)).toEqual([
			12345, 12345, 23456, 23456,
		]);
	});
});
