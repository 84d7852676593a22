import { rivalNames } from './scenarios.mts';
import type { Parsing } from './parsing.mts';
import type { Result, RunCost } from './race.mts';

/** Absolute figures have a star: they belong to one machine. */
const header = [
	'Scenario',
	'Rival',
	'Time ÷ floor',
	'Time ÷ HTTP Request',
	'Memory ÷ HTTP Request',
	'429',
	'Time *',
	'Memory above idle *',
	'Longest stall *',
];
const lineHeader = ['On a line', 'Rival', 'Time ÷ floor', '429', 'First ÷ last', 'Time *'];

/** One row per scenario and rival on the loopback, ratios first. */
export function toRows(results: Result[], parsing: Parsing[]): string[][] {
	return [header, ...results.map((result) => toRow(result, results)), ...parsing.map(parsingRow)];
}

/** One row per scenario and rival on a line. */
export function toLineRows(results: Result[]): string[][] {
	return [lineHeader, ...results.map(toLineRow)];
}

function toRow(result: Result, all: Result[]): string[] {
	const { scenario, rival, floor, cost } = result;
	const start = [scenario.what, rivalNames[rival]];
	if (!cost) return [...start, 'failed', '', '', '', result.failed ?? '', '', ''];
	const other = all.find((one) => one.scenario === scenario && one.rival === 'httpRequest')?.cost;
	return [
		...start,
		floor === undefined ? '' : ratio(cost.seconds, floor),
		other ? ratio(cost.seconds, other.seconds) : '',
		other ? ratio(cost.megabytes, other.megabytes) : '',
		refusals(cost),
		`${cost.seconds.toFixed(2)} s`,
		`${cost.megabytes.toFixed(0)} MB`,
		`${cost.stallMs.toFixed(0)} ms`,
	];
}

function toLineRow({ scenario, rival, floor = NaN, cost, failed = '' }: Result): string[] {
	const start = [scenario.what, rivalNames[rival]];
	if (!cost) return [...start, `failed: ${failed}`, '', '', ''];
	return [
		...start,
		ratio(cost.seconds, floor),
		refusals(cost),
		(scenario.processes ?? 1) > 1 ? cost.firstToLast.toFixed(2) : '',
		`${cost.seconds.toFixed(2)} s`,
	];
}

function parsingRow({ what, exact, jsonParse }: Parsing): string[] {
	const time = `${exact.toFixed(2)} ms`;
	return [
		what,
		'Calltouch node',
		`${ratio(exact, jsonParse)} (÷ JSON.parse)`,
		'',
		'',
		'',
		time,
		'',
		'',
	];
}

/** The most of any run, and in what share of the answers they came. */
function refusals({ refused, refusedShare }: RunCost): string {
	return refused === 0 ? '0' : `${refused} (${(100 * refusedShare).toFixed(1)} %)`;
}

function ratio(value: number, to: number): string {
	return (value / to).toFixed(2);
}
