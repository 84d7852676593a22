import { deepEqual, equal } from 'node:assert/strict';
import { rowsOf } from './dataTables.mts';
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
	const rows = await rowsOf<Row>(client, 'Calltouch Calls');
	deepEqual(rows.map(({ callId }) => callId).sort(), callsOfYesterday(sandbox).sort());
	for (const { json: call } of items('Calls of Yesterday')) {
		const row = rows.find(({ callId }) => callId === String(call.callId));
		equal(row?.date, call.date);
		equal(row?.seconds, call.duration);
		equal(Boolean(row?.answered), call.successful);
	}
	await run();
	const again = await rowsOf<Row>(client, 'Calltouch Calls');
	equal(again.length, rows.length, 'A second run doubles rows');
	return `${rows.length} rows`;
}
