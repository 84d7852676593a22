/**
 * `npm run test:faults`: every operation meets every fault that the sandbox plays, in all three ways of going on, and
 * several processes share one address (`--skip-processes` leaves that out, `--fault NAME` plays that fault alone). Prints
 * the matrix and the counts; ends with `N passed, N failed`.
 */
import { parseArgs } from 'node:util';
import { startSandbox } from '../../sandbox/sandbox.mts';
import { tokenShapes } from '../../support/calltouch.mts';
import { eavesdrop } from './eavesdrop.mts';
import { playMatrix, type Judged } from './matrix.mts';
import { shareOneAddress } from './processes.mts';
import { matrixTable } from './table.mts';

/** Share of refused requests that is allowed when several processes look for what the others leave. */
const maxRefused = 0.15;
const { values } = parseArgs({
	options: {
		'skip-processes': { type: 'boolean' },
		fault: { type: 'string', multiple: true, default: [] },
	},
});
const printed = eavesdrop();
const foreign = await startSandbox();
const sharing = values['skip-processes'] ? undefined : shareOneAddress();
const judged: Judged[] = [];
for await (const one of playMatrix(foreign, values.fault)) judged.push(one);
await foreign.stop();
const shared = await sharing;
const heard = printed.stop();

const count = (test: (one: Judged) => boolean) => judged.filter(test).length;
const isRecord = ({ subject }: Judged) => subject.name.startsWith('record');
const elsewhere = [heard, JSON.stringify(foreign.requests)];
const leaks = elsewhere.filter((text) => tokenShapes.some((shape) => text.includes(shape))).length;

console.log(`\n${matrixTable(judged)}\n`);
for (const { subject, fault, mode, times, verdict, detail, isRight } of judged) {
	const where = `${subject.name} × ${fault.name}, ${times}, ${mode}`;
	if (!isRight) console.log(`WRONG ${where}: ${verdict} ${detail ?? ''}`);
}
console.table({
	'cases tried': judged.length,
	'faults survived': count(({ verdict }) => verdict === 'survived'),
	'faults told': count(({ verdict }) => verdict === 'told'),
	'writings whose fate is said to be unknown': count(({ verdict }) => verdict === 'unknown'),
	'writings sent twice': count(({ verdict }) => verdict === 'twice'),
	'results in part (calls lost)': count((one) => one.verdict === 'part' && !isRecord(one)),
	'recordings short': count((one) => one.verdict === 'part' && isRecord(one)) + (shared?.lost ?? 0),
	'errors not clear': count(({ verdict }) => verdict === 'unclear'),
	'token sightings': count(({ verdict }) => verdict === 'token') + leaks,
	'requests of redirect targets': foreign.requests.length,
});
const whole: Array<[string, boolean]> = [
	['no token was printed or sent to another host', leaks === 0],
	['redirects of recordings were followed', values.fault.length > 0 || foreign.requests.length > 0],
];
if (shared) {
	const refusedShare = shared.refused / shared.requests;
	console.log(
		`${shared.processes} processes behind one address: ${shared.recordings - shared.lost} of ${shared.recordings} recordings` +
			` in ${shared.seconds.toFixed(0)} s, ${shared.refused} of ${shared.requests} requests refused (${(100 * refusedShare).toFixed(2)} %)`,
	);
	whole.push(['several processes lost nothing', shared.lost === 0]);
	whole.push(['several processes came down to the limit together', refusedShare < maxRefused]);
}
for (const [what, holds] of whole) console.log(`${holds ? 'ok   ' : 'WRONG'} ${what}`);
const failed = count(({ isRight }) => !isRight) + whole.filter(([, holds]) => !holds).length;
console.log(`${judged.length + whole.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
