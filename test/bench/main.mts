/**
 * `npm run bench`: how near the node comes to what the rate limit of Calltouch allows, beside a plain loop that asks
 * for one thing after the other. Every figure is a ratio to the floor of its row; the floor is in seconds.
 */
import { readFileSync } from 'node:fs';
import { parseExact } from '../../nodes/Calltouch/api/json.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute, siteId, token } from '../support/calltouch.mts';
import { engineVersion } from '../support/engine.mts';

const latencyMs = 400;
const perSecond = 5;
const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
const slashDay = '31/12/2025';

interface Row {
	what: string;
	'floor, s': string;
	'node / floor': string;
	'loop / floor': string;
	'429 answers': number;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
	const begin = performance.now();
	await work();
	return (performance.now() - begin) / 1000;
}

/** Seconds that so many requests take at least: five start at once, five more each second, and the last one answers. */
function floorOf(requests: number): number {
	return Math.floor((requests - 1) / perSecond) + latencyMs / 1000;
}

/** Reads an address to its end, waiting as long as the answer to a refusal takes. */
async function ask(url: string): Promise<ArrayBuffer> {
	for (;;) {
		const answer = await fetch(url);
		const body = await answer.arrayBuffer();
		if (answer.status === 200) return body;
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

async function compare(
	what: string,
	floor: number,
	settings: Parameters<typeof startSandbox>[0],
	node: (sandbox: Sandbox) => Promise<unknown>,
	loop: (sandbox: Sandbox) => Promise<unknown>,
): Promise<Row> {
	const sandbox = await startSandbox({ latencyMs, cacheMegabytes: 600, ...settings });
	const byNode = await seconds(async () => await node(sandbox));
	const { refused } = sandbox.counts;
	const byLoop = await seconds(async () => await loop(sandbox));
	await sandbox.stop();
	return {
		what,
		'floor, s': floor.toFixed(1),
		'node / floor': (byNode / floor).toFixed(2),
		'loop / floor': (byLoop / floor).toFixed(2),
		'429 answers': refused,
	};
}

async function pages(count: number): Promise<Row> {
	// The first page tells how many there are; the others can only follow it.
	const floor = count === 1 ? floorOf(1) : Math.max(floorOf(count), (2 * latencyMs) / 1000);
	const records = count * 1000;
	return await compare(
		`${count} pages of calls`,
		floor,
		{ days: { '2025-12-31': records } },
		async (sandbox) => {
			const { json } = await execute(sandbox, {
				resource: 'call',
				operation: 'getAll',
				...day,
				returnAll: true,
			});
			if (json.length !== records) throw new Error(`The node gave ${json.length} calls`);
		},
		async ({ url }) => {
			for (let page = 1; page <= count; page++) {
				const query = new URLSearchParams({
					clientApiId: token,
					dateFrom: slashDay,
					dateTo: slashDay,
					page: `${page}`,
					limit: '1000',
				});
				JSON.parse(
					Buffer.from(
						await ask(`${url}/calls-service/RestAPI/${siteId}/calls-diary/calls?${query}`),
					).toString(),
				);
			}
		},
	);
}

async function recordings(count: number): Promise<Row> {
	const probe = await startSandbox({ days: { '2025-12-31': count * 3 }, limitPerSecond: 0 });
	const calls = await execute(probe, {
		resource: 'call',
		operation: 'getAll',
		...day,
		returnAll: true,
	});
	await probe.stop();
	const ids = calls.json
		.filter(({ successful }) => successful)
		.slice(0, count)
		.map(({ callId }) => String(callId));
	return await compare(
		`${count} recordings of 5 MB`,
		floorOf(count),
		{ days: { '2025-12-31': count * 3 }, recordingBytes: 5_000_000 },
		async (sandbox) => {
			const items = ids.map((callId) => ({ json: { callId } }));
			const parameters = {
				resource: 'record',
				operation: 'download',
				callId: '={{ $json.callId }}',
			};
			const { json } = await execute(sandbox, parameters, { items });
			if (json.length !== count) throw new Error(`The node gave ${json.length} recordings`);
		},
		async ({ url }) => {
			const query = new URLSearchParams({ clientApiId: token });
			for (const id of ids)
				await ask(
					`${url}/calls-service/RestAPI/${siteId}/calls-diary/calls/${id}/download?${query}`,
				);
		},
	);
}

/** Exact parsing of a page of 1,000 calls, as a ratio to `JSON.parse`. */
function parsing(): Array<{ what: string; 'exact / JSON.parse': string }> {
	const records = readFileSync('test/sandbox/records.json', 'utf8').trim().slice(1, -1);
	const page = `{"records":[${Array(143).fill(records).join(',')}]}`;
	const narrow = page.replace(/("ctClientId":\s*)\d+/g, '$1123456789');
	const median = (work: () => unknown) => {
		const times = Array.from({ length: 25 }, () => {
			const begin = performance.now();
			work();
			return performance.now() - begin;
		});
		return times.sort((one, other) => one - other)[12] ?? 0;
	};
	return [
		['a page with wide integers', page],
		['a page without', narrow],
	].map(([what = '', text = '']) => ({
		what,
		'exact / JSON.parse': (median(() => parseExact(text)) / median(() => JSON.parse(text))).toFixed(
			2,
		),
	}));
}

console.log(
	`n8n-core ${engineVersion}, Node ${process.versions.node}; Calltouch answers in ${latencyMs} ms and allows ${perSecond} a second`,
);
console.table([await pages(1), await pages(30), await recordings(40)]);
console.table(parsing());
process.exit();
