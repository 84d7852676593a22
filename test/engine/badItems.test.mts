import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 3 });

const getAll = { resource: 'call', operation: 'getAll' };
const get = { resource: 'call', operation: 'get' };
const summary = { resource: 'call', operation: 'summarize' };
const download = { resource: 'record', operation: 'download', callId: '5' };

describe('other input', () => {
	it.each([0, -1, 1.5, '', 'many', null])('refuses the limit %s', async (limit) => {
		const { error } = await execute(sandbox, {
			...getAll,
			limit: `={{ ${JSON.stringify(limit)} }}`,
		});
		expect(error?.message).toMatch(/^Limit (".*" is not a whole number of 1 or more|is empty)$/);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['12a', '5/download', '-5', '1e3'])('refuses the call id %s', async (callId) => {
		for (const operation of [get, download]) {
			const { error } = await execute(sandbox, {
				...operation,
				callId: `={{ "${callId}" }}`,
			});
			expect(error?.message).toBe(`Call ID "${callId}" is not a number made of digits`);
		}
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		[{ filters: { attribution: 2 } }, 'Attribution "2" is not known'],
		[{ filters: { bindTo: 'visit' } }, 'Bind To "visit" is not known'],
		[{ filters: { timeFrom: '25:00' } }, 'Time From "25:00" is not a time of day'],
		[
			{ filters: { anyOf: { condition: [{ field: 'source', value: ' ' }] } } },
			'Value of a condition under Any Of is empty',
		],
		[
			{ filters: { anyOf: { condition: [{ field: '__proto__', value: 'x' }] } } },
			'Field of a condition under Any Of "__proto__" is not known',
		],
		[{ include: 'attrs, constructor' }, 'Include "constructor" is not known'],
		[{ include: ['constructor'] }, 'Include "constructor" is not known'],
		[{ output: 'selected', fields: [] }, 'Fields is empty'],
		[{ output: '={{ "all" }}' }, 'Output "all" is not known'],
	])('refuses %o', async (changes, message) => {
		const { error } = await execute(sandbox, { ...getAll, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('refuses what a summary and a download cannot do', async () => {
		expect((await execute(sandbox, { ...summary, groupBy: ['toString'] })).error?.message).toBe(
			'Group By "toString" is not known',
		);
		expect(
			(await execute(sandbox, { ...summary, options: { metrics: ['x'] } })).error?.message,
		).toBe('More Figures "x" is not known');
		expect((await execute(sandbox, { ...download, binaryPropertyName: ' ' })).error?.message).toBe(
			'Put Output File in Field is empty',
		);
		expect((await execute(sandbox, { ...download, ifMissing: '={{ "x" }}' })).error?.message).toBe(
			'If Recording Is Missing "x" is not known',
		);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('one bad item among many', () => {
	const items = ['2025-12-30', 'bad', '2026-01-01'].map((day) => ({ json: { day } }));
	const parameters = {
		...getAll,
		period: 'range',
		dateFrom: '={{ $json.day }}',
		dateTo: '={{ $json.day }}',
	};
	const message = 'Date From "bad" is not a date';

	it('stops the workflow and names the item', async () => {
		const { error, status } = await execute(sandbox, parameters, { items });
		expect(status).toBe('error');
		expect(error?.message).toBe(message);
		expect(error?.context.itemIndex).toBe(1);
	});

	it('fails alone with Continue On Fail', async () => {
		const { items: output, status } = await execute(sandbox, parameters, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(status).toBe('success');
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 2, 2, 2].map((item) => ({ item })),
		);
		expect(output[3]?.json).toEqual({ error: message });
	});

	it('goes alone to the error branch', async () => {
		const { items: output, failed } = await execute(sandbox, parameters, {
			items,
			onError: 'continueErrorOutput',
		});
		expect(output).toHaveLength(6);
		expect(failed).toHaveLength(1);
		// The fields of the input item stay, as they do behind n8n's own nodes.
		expect(failed[0]?.json).toEqual({ ...items[1]?.json, error: message });
		expect(failed[0]?.pairedItem).toMatchObject({ item: 1 });
	});

	it('starts no request for the items after it when the workflow stops', async () => {
		const many = [
			{ json: { day: 'bad' } },
			...Array.from({ length: 40 }, () => ({ json: { day: '2025-12-30' } })),
		];
		await execute(sandbox, parameters, { items: many });
		expect(sandbox.requests.length).toBeLessThanOrEqual(5);
	});
});

describe('an entry that is there and gives nothing', () => {
	it.each([
		[{ options: { siteId: '={{ $json.siteID }}' } }, 'Site ID is empty'],
		[{ options: { timeout: '={{ null }}' } }, 'Timeout (Seconds) is empty'],
		[{ filters: { targetOnly: '={{ $json.target }}' } }, 'Target Calls Only is empty'],
		[{ filters: { timeFrom: '' } }, 'Time From is empty'],
		[{ filters: { anyOf: {} } }, 'Any Of is empty'],
	])('is refused and not taken for one that was not set: %o', async (changes, message) => {
		const { error } = await execute(sandbox, { ...getAll, ...changes });
		expect(error?.message).toBe(message);
		expect(error?.context.itemIndex).toBe(0);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['={{ "true" }}', '={{ "True" }}', '={{ 1 }}', '={{ "да" }}'])(
		'is not a switch that came as %s',
		async (targetOnly) => {
			await execute(sandbox, { ...getAll, filters: { targetOnly } });
			expect(sandbox.requests.at(-1)?.query).toMatchObject({ targetOnly: 'true' });
		},
	);
});
