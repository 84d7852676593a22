/**
 * `npm run bench`: this package, n8n's HTTP Request node and a plain loop, side by side, against one sandbox.
 * `--full` adds the rows that take minutes, `--lines` takes only those on a real line, `--only=text` picks rows,
 * `--runs=3` says how often each short row is repeated, `--before=folder` adds an older build of this package,
 * `--alone` leaves out the rivals, `--save` puts the tables into docs/benchmarks.md.
 */
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { installN8n } from '../e2e/install/generations.mts';
import { compareParsing } from './parsing.mts';
import { race, type Result } from './race.mts';
import { saveTable } from './report.mts';
import { startRemoteSandbox } from './sandbox.mts';
import { scenarios } from './scenarios.mts';
import { toLineRows, toRows } from './table.mts';

const { values } = parseArgs({
	options: {
		full: { type: 'boolean', default: false },
		lines: { type: 'boolean', default: false },
		save: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		runs: { type: 'string', default: '3' },
		before: { type: 'string' },
		alone: { type: 'boolean', default: false },
	},
});
const runs = Number(values.runs);
const n8n = await installN8n('2.8');
const engineRoot = dirname(dirname(dirname(dirname(n8n.script))));
const chosen = scenarios.filter(
	({ what, isLarge, line }) =>
		(values.full || !isLarge) && (line || !values.lines) && what.includes(values.only),
);
const sandbox = await startRemoteSandbox();
const results: Result[] = [];
for (const scenario of chosen) {
	console.log(`… ${scenario.what}`);
	const raced = await race(
		sandbox,
		values.alone ? { ...scenario, rivals: ['node'] } : scenario,
		scenario.isRepeated ? runs : 1,
		{
			engine: engineRoot,
			before: values.before,
		},
	);
	const [, ...rows] = scenario.line ? toLineRows(raced) : toRows(raced, []);
	for (const row of rows) console.log(row.slice(1).join(' | '));
	results.push(...raced);
}
sandbox.stop();
const onLine = results.filter(({ scenario }) => scenario.line);
const onLoopback = results.filter(({ scenario }) => !scenario.line);
const tables: Array<['loopback' | 'line', string[][]]> = [];
if (onLoopback.length > 0) {
	tables.push(['loopback', toRows(onLoopback, await compareParsing())]);
}
if (onLine.length > 0) tables.push(['line', toLineRows(onLine)]);
for (const [place, rows] of tables) {
	const table = markdownTable(rows);
	console.log(`\n${table}`);
	if (values.save) await saveTable(place, table, { n8nVersion: n8n.version, runs });
}
