import { deepEqual, equal } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { callsOfYesterday } from './yesterday.mts';

export async function callsToGoogleSheets({ run, sandbox, services: { googleSheets } }: Stage) {
	const timestamp = Math.floor(Date.now() / 1000) - 24 * 3600;
	const stillGoingOn = sandbox.addCall({ timestamp, connected: true });
	const { items } = await run();
	const rows = googleSheets.rows('Calls');
	deepEqual(rows.map((row) => row['Call ID']).sort(), callsOfYesterday(sandbox).sort());
	const calls = items('Calls of Yesterday').map(({ json }) => json);
	equal(rows.find((row) => row['Call ID'] === stillGoingOn)?.Answered, '');
	for (const [at, call] of calls.entries()) {
		deepEqual(rows[at], {
			'Call ID': String(call.callId),
			Date: String(call.date).slice(0, 19).replace('T', ' '),
			Caller: call.callerNumber,
			'Tracked Number': call.phoneNumber,
			Seconds: call.duration ?? '',
			Answered: String(call.callId) === stillGoingOn ? '' : call.successful ? 'yes' : 'no',
			Source: call.source,
			Medium: call.medium,
			Campaign: call.utmCampaign ?? '',
		});
	}
	await run();
	deepEqual(googleSheets.rows('Calls'), rows, 'A second run changes the sheet');
	sandbox.updateCall(stillGoingOn, { connected: false });
	const writes = googleSheets.asked.filter(({ method }) => method !== 'GET');
	equal(
		writes.every(({ query, body }) => `${query.toString()}${body.toString()}`.includes('RAW')),
		true,
		'Cells are written as formulas',
	);
	return `${rows.length} rows`;
}
