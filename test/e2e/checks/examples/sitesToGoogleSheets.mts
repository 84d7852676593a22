import { deepEqual } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { callsBeforeToday } from './yesterday.mts';

export async function sitesToGoogleSheets({ run, sandbox, services: { googleSheets } }: Stage) {
	const counts = () => googleSheets.rows('Sites').map((row) => [row['Site'], row['Calls']]);
	await run();
	deepEqual(counts(), [
		['Windows', callsBeforeToday(sandbox, 12345).length],
		['Doors', callsBeforeToday(sandbox, 23456).length],
	]);
	const { callsPerDay } = sandbox.settings;
	sandbox.configure({ callsPerDay: (_day, siteId) => (siteId === 23456 ? 0 : 12) });
	await run().finally(() => sandbox.configure({ callsPerDay }));
	const afterwards = counts();
	deepEqual(afterwards[1], ['Doors', 0], 'A site without calls has no row of zeros');
	deepEqual(afterwards.length, 2, 'A second run doubles rows');
	return JSON.stringify(googleSheets.rows('Sites')[0]);
}
