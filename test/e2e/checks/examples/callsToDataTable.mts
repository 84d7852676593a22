import { deepEqual, equal } from 'node:assert/strict';
import type { Client } from '../../n8n/client.mts';
import type { Stage } from './run.mts';
import { callsOfYesterday } from './yesterday.mts';

interface Row {
	callId: string;
	date: string;
	seconds: number | null;
	answered: boolean | null;
}

export async function callsToDataTable({ run, client, sandbox }: Stage) {
	const { items } = await run();
	const rows = await rowsOf(client, 'Calltouch Calls');
	deepEqual(rows.map(({ callId }) => callId).sort(), callsOfYesterday(sandbox).sort());
	for (const { json: call } of items('Calls of Yesterday')) {
		const row = rows.find(({ callId }) => callId === String(call.callId));
		equal(row?.date, call.date);
		equal(row?.seconds, call.duration);
		equal(Boolean(row?.answered), call.successful);
	}
	await run();
	const again = await rowsOf(client, 'Calltouch Calls');
	equal(again.length, rows.length, 'A second run doubles rows');
	return `${rows.length} rows`;
}

async function rowsOf(client: Client, table: string): Promise<Row[]> {
	const { id } = await client.call<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${id}/data-tables`;
	const { data } = await client.call<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const found = data.filter(({ name }) => name === table);
	equal(found.length, 1, `tables of the name ${table}`);
	const path = `${tables}/${found[0]?.id}/rows?take=1000`;
	return (await client.call<{ data: Row[] }>('GET', path)).data;
}
