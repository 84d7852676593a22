import { describe, expect, it } from 'vitest';
import { execute, siteId, type Result } from '../support/calltouch.mts';
import { readCsv } from '../support/csv.mts';
import { readBinary } from '../support/engine.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 700, requestsPerDay: 6, dealsPerDay: 4 });

const exportCalls = { resource: 'call', operation: 'export' };
const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };
const expectedIds = () =>
	['2025-12-30', '2025-12-31', '2026-01-01'].flatMap((day) => sandbox.callIds(Number(siteId), day));
const texts = async ({ items }: Result, field?: string) =>
	await Promise.all(items.map(async (item) => (await readBinary(item, field)).toString()));
const cells = (rows: string[][]) => {
	const [header = [], ...body] = rows;
	return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
};
/** What Get Many gives for the same parameters. */
const listed = async (parameters: object, resource = 'call') =>
	(
		await execute(sandbox, {
			resource,
			operation: 'getAll',
			...days,
			returnAll: true,
			...parameters,
		})
	).json;

describe('call: export', () => {
	it('holds the rows of five items at a time, and keeps their order', async () => {
		sandbox.configure({ callsPerDay: 2, latencyMs: 1300 });
		const daysOfDecember = Array.from({ length: 7 }, (_, index) => `2025-12-1${index}`);
		const items = daysOfDecember.map((day) => ({ json: { day } }));
		const own = { period: 'range', dateFrom: '={{ $json.day }}', dateTo: '={{ $json.day }}' };
		const { json } = await execute(sandbox, { ...exportCalls, ...own }, { items });
		expect(json.map(({ dateFrom }) => dateFrom)).toEqual(daysOfDecember);
		const underWay = sandbox.requests.map(
			({ time }) =>
				sandbox.requests.filter((other) => other.time <= time && (other.endTime ?? 0) > time)
					.length,
		);
		expect(Math.max(...underWay)).toBe(5);
	});

	it('writes the same calls as Get Many gives, to one CSV file', async () => {
		const result = await execute(sandbox, { ...exportCalls, ...days });
		const [text = ''] = await texts(result);
		const expected = (await listed({})).map((call) =>
			Object.fromEntries(
				Object.entries(call).map(([key, value]) => [key, value === null ? '' : String(value)]),
			),
		);
		expect(cells(readCsv(text, ','))).toEqual(expected);
		expect(result.json).toEqual([
			{
				fileName: 'calls_12345_2025-12-30_2026-01-01.csv',
				mimeType: 'text/csv',
				rows: 2100,
				bytes: Buffer.byteLength(text),
				part: 1,
				siteId: '12345',
				dateFrom: '2025-12-30',
				dateTo: '2026-01-01',
			},
		]);
		expect(result.items[0]?.binary?.data).toMatchObject({
			fileName: 'calls_12345_2025-12-30_2026-01-01.csv',
			fileExtension: 'csv',
			mimeType: 'text/csv',
		});
		expect(result.items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('begins a new file after so many rows, across pages, with a header of its own', async () => {
		const result = await execute(sandbox, {
			...exportCalls,
			...days,
			output: 'selected',
			fields: ['callId'],
			options: { rowsPerFile: 800, fileName: 'report.csv' },
		});
		expect(result.json.map(({ rows, part, fileName }) => [rows, part, fileName])).toEqual([
			[800, 1, 'report.csv'],
			[800, 2, 'report_2.csv'],
			[500, 3, 'report_3.csv'],
		]);
		const files = await texts(result);
		expect(files.map((file) => readCsv(file, ',')[0])).toEqual(Array(3).fill(['callId']));
		expect(files.flatMap((file) => readCsv(file, ',').slice(1).flat())).toEqual(expectedIds());
	});

	it('makes no empty last file when the rows fill the files exactly', async () => {
		const options = { rowsPerFile: 700 };
		const { json } = await execute(sandbox, { ...exportCalls, ...days, options });
		expect(json.map(({ rows }) => rows)).toEqual([700, 700, 700]);
	});

	it('writes raw calls as JSON Lines, the same as raw items', async () => {
		const result = await execute(sandbox, {
			...exportCalls,
			...days,
			format: 'jsonLines',
			output: 'raw',
			include: ['callTags'],
			binaryPropertyName: 'file',
		});
		const [text = ''] = await texts(result, 'file');
		expect(text.endsWith('}\n')).toBe(true);
		const calls = text.trimEnd().split('\n');
		expect(calls.map((line) => JSON.parse(line) as unknown)).toEqual(
			await listed({ output: 'raw', include: ['callTags'] }),
		);
		expect(result.json).toMatchObject([
			{
				fileName: 'calls_12345_2025-12-30_2026-01-01.jsonl',
				mimeType: 'application/jsonl',
				rows: 2100,
			},
		]);
	});

	it('has a column for every known key of raw calls, and one for the others', async () => {
		const json =
			'{"callId":5,"date":"31/12/2025 10:00:00","ctClientId":800000000802881111,"callTags":[{"category":"","type":"M","names":["а","б"]}],"novelty":{"a":12345678901234567890}}';
		sandbox.configure({ callsPerDay: 0, extraRecords: [{ date: '2025-12-31', json }] });
		const result = await execute(sandbox, { ...exportCalls, ...days, output: 'raw' });
		const [row] = cells(readCsv((await texts(result))[0] ?? '', ','));
		expect(row).toMatchObject({
			callId: '5',
			ctClientId: '800000000802881111',
			callTags: 'а, б',
			city: '',
			other: '{"novelty":{"a":"12345678901234567890"}}',
		});
	});

	it('writes what Excel with Russian settings opens', async () => {
		const extra = { callId: 5, date: '31/12/2025 10:00:00', source: 'a;b', utmCampaign: '=1+1' };
		sandbox.configure({
			callsPerDay: 0,
			extraRecords: [{ date: '2025-12-31', json: JSON.stringify(extra) }],
		});
		const result = await execute(sandbox, {
			...exportCalls,
			...days,
			output: 'selected',
			fields: ['callId', 'source', 'utmCampaign'],
			options: { addBOM: true, separator: 'semicolon', headerRow: false },
		});
		expect(await texts(result)).toEqual([`\uFEFF5;"a;b";'=1+1\r\n`]);
	});

	it('sends filters, and gives a file with its header for a period without calls', async () => {
		const filters = { uniqueOnly: true };
		const { json } = await execute(sandbox, { ...exportCalls, ...days, filters });
		expect(json[0]?.rows).toBe((await listed({ filters })).length);
		sandbox.configure({ callsPerDay: 0 });
		const empty = await execute(sandbox, { ...exportCalls, ...days });
		expect(empty.json).toMatchObject([
			{ rows: 0, fileName: 'calls_12345_2025-12-30_2026-01-01.csv' },
		]);
		expect((await texts(empty))[0]).toMatch(/^callId,date,[\w,]+\r\n$/);
		const lines = await execute(sandbox, { ...exportCalls, ...days, format: 'jsonLines' });
		expect(lines.json).toMatchObject([{ rows: 0, bytes: 0 }]);
	});

	it('tells the files of several sites and of the same name apart', async () => {
		const items = [12345, 23456, 12345, 12345].map((site) => ({ json: { site } }));
		const setting = { ...exportCalls, ...days, options: { siteId: '={{ $json.site }}' } };
		const { json, items: output } = await execute(sandbox, setting, { items });
		const names = ['12345', '23456', '12345', '12345'].map(
			(site, at) => `calls_${site}_2025-12-30_2026-01-01${['', '', '_2', '_3'][at]}.csv`,
		);
		expect(json.map(({ fileName }) => fileName)).toEqual(names);
		expect(output.map(({ binary }) => binary?.data?.fileName)).toEqual(names);
		expect(json.map(({ siteId }) => siteId)).toEqual(['12345', '23456', '12345', '12345']);
	});

	it('exports each input item for itself', async () => {
		const items = [{ json: { day: '2025-12-31' } }, { json: { day: '2025-12-30' } }];
		const { json, items: output } = await execute(
			sandbox,
			{ ...exportCalls, period: 'range', dateFrom: '={{ $json.day }}', dateTo: '={{ $json.day }}' },
			{ items },
		);
		expect(json.map(({ fileName }) => fileName)).toEqual([
			'calls_12345_2025-12-31.csv',
			'calls_12345_2025-12-30.csv',
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it.each([
		[{ options: { rowsPerFile: 0 } }, 'Rows per File "0" is not a whole number of 1 or more'],
		[{ options: { separator: 'x' } }, 'CSV Separator "x" is not known'],
		[{ format: 'xlsx' }, 'Format "xlsx" is not known'],
		[{ binaryPropertyName: ' ' }, 'Put Output File in Field is empty'],
	])('refuses %j before it asks for anything', async (parameters, message) => {
		const { error } = await execute(sandbox, { ...exportCalls, ...days, ...parameters });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('request: export and deal: export', () => {
	it.each([
		[{ resource: 'request', operation: 'export' }, 'requests', 18],
		[{ resource: 'deal', operation: 'export' }, 'deals', 12],
	])('%j writes what Get Many gives', async (operation, records, count) => {
		for (const output of ['simplified', 'raw']) {
			const result = await execute(sandbox, {
				...operation,
				...days,
				output,
				format: 'jsonLines',
			});
			const lines = (await texts(result)).join('').trimEnd().split('\n');
			const expected = await listed({ output }, operation.resource);
			expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected);
			expect(result.json).toMatchObject([
				{ fileName: `${records}_12345_2025-12-30_2026-01-01.jsonl`, rows: count },
			]);
		}
		const table = await execute(sandbox, { ...operation, ...days });
		const [first] = cells(readCsv((await texts(table))[0] ?? '', ','));
		const [listedFirst = {}] = await listed({}, operation.resource);
		expect(Object.keys(first ?? {})).toEqual(Object.keys(listedFirst));
	});
});

describe('a very large result', () => {
	it('comes with a hint at what costs less, a smaller one without', async () => {
		sandbox.configure({ callsPerDay: 10_001 });
		const twoDays = { period: 'range', dateFrom: '2025-12-30', dateTo: '2025-12-31' };
		const list = { resource: 'call', operation: 'getAll', ...twoDays };
		const large = await execute(sandbox, { ...list, returnAll: true });
		expect(large.json).toHaveLength(20_002);
		expect(large.hints).toHaveLength(1);
		for (const word of ['20,002 items', 'Export to File', 'Selected Fields', 'Filters']) {
			expect(large.hints[0]?.message).toContain(word);
		}
		const small = await execute(sandbox, { ...list, limit: 20_000 });
		for (const { message } of small.hints) expect(message).not.toContain('Export to File');
	});
});
