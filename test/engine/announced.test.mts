import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import type { Fault } from '../sandbox/server/faults.mts';

sandboxForEach({ callsPerDay: 2500, dealsPerDay: 500, limitPerSecond: 0 });

const oneDay = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
/** Deals are asked for with one day more, so these are 2500 in the answer. */
const fourDays = { period: 'range', dateFrom: '2025-12-27', dateTo: '2025-12-30' };
const all = { returnAll: true, options: {} };
interface Parameters {
	period: string;
	options?: object;
}
type Rows = Array<Record<string, unknown>>;

const sum = (rows: Rows, key: string) => rows.reduce((total, row) => total + Number(row[key]), 0);

/** Every operation that reads a journal to its end, and how many records it saw. */
const operations: Array<[name: string, parameters: Parameters, count: (rows: Rows) => number]> = [
	['call: getAll', { ...all, ...oneDay }, ({ length }) => length],
	['call: export', oneDay, (rows) => sum(rows, 'rows')],
	['call: summarize', oneDay, (rows) => sum(rows, 'ordinaryCalls')],
	[
		'stats: get',
		{ ...oneDay, options: { computeFromCalls: true } },
		(rows) => sum(rows, 'callsTotal'),
	],
	['deal: getAll', { ...all, ...fourDays }, ({ length }) => length],
	['deal: export', fourDays, (rows) => sum(rows, 'rows')],
];

const run = async (name: string, parameters: object) => {
	const [resource, operation] = name.split(': ');
	return await execute(sandbox, { resource, operation, ...parameters });
};
/** Without reading again, which takes seconds and was tried before. */
const atOnce = (parameters: Parameters) => ({
	...parameters,
	options: { ...parameters.options, retryFor: 0 },
});
const path = 'diary';
const faults: Array<[what: string, fault: Fault]> = [
	['the first page is empty', { kind: 'fewerRecords', keep: 0, path, query: { page: 1 } }],
	['the second page is short', { kind: 'fewerRecords', keep: 400, path, query: { page: 2 } }],
	['the last page is empty', { kind: 'fewerRecords', keep: 0, path, query: { page: 3 } }],
];

describe.each(operations)('%s', (name, parameters, count) => {
	const right = name.startsWith('deal') ? 2000 : 2500;

	it.each(faults)('is an error when %s, and whole when that was so once', async (_, fault) => {
		sandbox.configure({ faults: [{ ...fault, times: 1 }] });
		const once = await run(name, parameters);
		expect(once.error).toBeUndefined();
		expect(count(once.json)).toBe(right);
		sandbox.configure({ faults: [fault] });
		const { error, items } = await run(name, atOnce(parameters));
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Calltouch announced more (?:calls|deals) than it sent/);
	});

	it('is an error when the order differs from page to page', async () => {
		sandbox.configure({ unsteady: 'turning' });
		const { error } = await run(name, atOnce(parameters));
		expect(error?.message).toMatch(/^Calltouch announced more (?:calls|deals) than it sent/);
	});

	it('loses no record when another leaves the journal between two pages', async () => {
		sandbox.configure({ unsteady: 'leaving' });
		const { json, error } = await run(name, parameters);
		expect(error).toBeUndefined();
		expect(count(json)).toBe(right);
	});
});
