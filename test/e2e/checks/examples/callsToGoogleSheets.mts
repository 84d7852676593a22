import { deepEqual, equal } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { callsOfYesterday } from './yesterday.mts';

export async function callsToGoogleSheets({ run, sandbox, services: { googleSheets } }: Stage) {
	const { items } = await run();
	const rows = googleSheets.rows('Calls');
	deepEqual(rows.map((row) => row['Call ID']).sort(), callsOfYesterday(sandbox).sort());
	const calls = items('Calls of Yesterday').map(({ json }) => json);
	for (const [at, call] of calls.entries()) {
		deepEqual(rows[at], {
			'Call ID': String(call.callId),
			Date: String(call.date).slice(0, 19).replace('T', ' '),
			Caller: call.callerNumber,
			'Tracked Number': call.phoneNumber,
			Seconds: call.duration,
			Answered: call.successful ? 'yes' : 'no',
			Source: call.source,
			Medium: call.medium,
			Campaign: call.utmCampaign ?? '',
		});
	}
	await run();
	deepEqual(googleSheets.rows('Calls'), rows, 'A second run changes the sheet');
	const writes = googleSheets.asked.filter(({ method }) => method !== 'GET');
	equal(
		writes.every(({ query, body }) => `${query.toString()}${body.toString()}`.includes('RAW')),
		true,
		'Cells are written as formulas',
	);
	return `${rows.length} rows`;
}
