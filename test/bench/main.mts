/**
 * `npm run bench`: this package, n8n's HTTP Request node and a plain loop, side by side, against one sandbox.
 * `--full` adds the rows that take minutes, `--save` writes docs/benchmarks.md, `--only=text` picks rows,
 * `--runs=3` says how often each short row is repeated, `--before=folder` adds an older build of this package,
 * `--alone` leaves out the rivals.
 */
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { installN8n } from '../e2e/install/generations.mts';
import { compareParsing } from './parsing.mts';
import { race, type Result } from './race.mts';
import { saveReport } from './report.mts';
import { startRemoteSandbox } from './sandbox.mts';
import { scenarios } from './scenarios.mts';
import { toRows } from './table.mts';

const { values } = parseArgs({
	options: {
		full: { type: 'boolean', default: false },
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
	({ what, isLarge }) => (values.full || !isLarge) && what.includes(values.only),
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
	for (const row of toRows(raced, []).slice(1)) console.log(row.slice(1).join(' | '));
	results.push(...raced);
}
sandbox.stop();
const table = markdownTable(toRows(results, await compareParsing()));
console.log(`n8n ${n8n.version}, Node ${process.versions.node}\n\n${table}`);
if (values.save) await saveReport(table, { n8nVersion: n8n.version, runs });
