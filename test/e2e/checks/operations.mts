import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Report } from '../report.mts';
import type { Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import type { Item } from '../n8n/execution.mts';
import { calltouch, chain, manualTrigger } from '../n8n/workflow.mts';
import type { Oracle } from '../oracle.mts';

const columns =
	'callId date callerNumber phoneNumber duration successful targetCall source medium utmCampaign';

const counters = {
	callsTotal: 'total-count',
	callsByDate: 'count-by-date',
	callsByDateSeoOnly: 'seo/count-by-date',
	callsByKeywords: 'seo/count-by-keywords',
};

/** The reads of calls and statistics as workflows of their own; what comes out is what the sandbox has. */
export async function checkOperations(
	report: Report,
	{ sandbox }: Bench,
	client: Client,
	credential: Stored,
	oracle: Oracle,
) {
	const { calls, dateFrom, dateTo } = oracle;
	const days = { period: 'range', dateFrom, dateTo };
	const run = async (parameters: object) => {
		const step = calltouch('Calltouch', credential, parameters);
		const { status, error, items } = await client.run(chain('Operation', [manualTrigger, step]));
		equal(status, 'success', `${error?.message} ${error?.description ?? ''}`);
		return items('Calltouch');
	};
	const jsonOf = (items: Item[]) => items.map(({ json }) => json);
	const idsOf = (items: Item[]) => items.map(({ json }) => json.callId);
	const allIds = calls.map(({ callId }) => callId);

	for (const [breakdown, counter] of Object.entries(counters)) {
		await report.check(`Statistic, Get: ${breakdown}`, async () => {
			const rows = jsonOf(await run({ resource: 'stats', operation: 'get', breakdown, ...days }));
			const answer = oracle.statistic(counter);
			if (typeof answer === 'number') return deepEqual(rows, [{ callsTotal: answer }]);
			const pairs = rows.map(({ date, keyword, calls: count }) => [date ?? keyword, count]);
			deepEqual(Object.fromEntries(pairs), answer);
			ok(rows.length > 0);
			return `${rows.length} rows`;
		});
	}

	const getAll = { resource: 'call', operation: 'getAll', ...days };
	await report.check('Call, Get Many: raw is what Calltouch sent', async () => {
		const items = await run({ ...getAll, returnAll: true, output: 'raw' });
		deepEqual(jsonOf(items), calls);
		ok(calls.some(({ ctClientId }) => typeof ctClientId === 'string'));
		return `${items.length} calls`;
	});
	await report.check('Call, Get Many: simplified, up to the limit', async () => {
		const items = await run({ ...getAll, limit: 7 });
		deepEqual(idsOf(items), allIds.slice(0, 7));
		for (const json of jsonOf(items)) equal(Object.keys(json).join(' '), columns);
	});
	await report.check('Call, Get Many: selected fields', async () => {
		const fields = ['callId', 'city', 'utmSource'];
		const items = await run({ ...getAll, returnAll: true, output: 'selected', fields });
		const picked = calls.map(({ callId, city, utmSource }) => ({ callId, city, utmSource }));
		deepEqual(jsonOf(items), picked);
	});
	await report.check('Call, Get', async () => {
		const { callId } = calls.at(-1) ?? {};
		const items = await run({ resource: 'call', operation: 'get', callId, ...days });
		deepEqual(idsOf(items), [callId]);
	});
	await report.check('Call, Summarize', async () => {
		const rows = jsonOf(await run({ resource: 'call', operation: 'summarize', ...days }));
		const counted = rows.reduce((sum, { ordinaryCalls }) => sum + Number(ordinaryCalls), 0);
		equal(counted, calls.length);
		match(Object.keys(rows[0] ?? {}).join(' '), /date source medium name campaign ordinaryCalls/);
		return `${calls.length} calls in ${rows.length} rows`;
	});
	await report.check('Call, Export to File: the stored file has every call', async () => {
		const parameters = {
			resource: 'call',
			operation: 'export',
			format: 'jsonLines',
			output: 'raw',
		};
		const [item] = await run({ ...parameters, ...days });
		const id = item?.binary?.data?.id ?? '';
		const text = (await client.binary(id, 'download')).toString();
		const lines = text.trimEnd().split('\n');
		deepEqual(
			lines.map((line) => JSON.parse(line) as unknown),
			calls,
		);
		equal(item?.json.rows, calls.length);
		return String(item?.json.fileName);
	});
	await report.check('Record, Download: byte for byte, also after storage', async () => {
		const { callId } = calls.find(({ successful }) => successful) ?? {};
		const [item] = await run({ resource: 'record', operation: 'download', callId });
		const { id, mimeType, fileName } = item?.binary?.data ?? {};
		equal(fileName, `${callId}_record.mp3`);
		equal(mimeType, 'audio/mpeg');
		const bytes = await client.binary(id ?? '');
		equal(sha256(bytes), sandbox.recordingSha256(String(callId)));
		return `${bytes.length} bytes`;
	});
}

function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}
