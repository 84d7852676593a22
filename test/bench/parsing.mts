import { readFileSync } from 'node:fs';
import { parseExact } from '../../nodes/Calltouch/api/json.ts';
import { median } from './measure.mts';

const repeats = 101;

/** Milliseconds for one page of 1,000 calls. */
export interface Parsing {
	what: string;
	exact: number;
	jsonParse: number;
}

/** Exact parsing beside `JSON.parse`, taking turns, so that a busy machine meets both alike; medians. */
export function compareParsing(): Parsing[] {
	const records = readFileSync('test/sandbox/records.json', 'utf8').trim().slice(1, -1);
	const page = `{"records":[${Array(143).fill(records).join(',')}]}`;
	const narrow = page.replace(/("ctClientId":\s*)\d+/g, '$1123456789');
	return [
		compare('A page parsed, with wide visitor IDs', page),
		compare('A page parsed, without', narrow),
	];
}

function compare(what: string, text: string): Parsing {
	const bytes = Buffer.from(text);
	const exact: number[] = [];
	const plain: number[] = [];
	for (let repeat = 0; repeat < repeats; repeat++) {
		const turns = [
			() => exact.push(time(parseExact, bytes)),
			() => plain.push(time(JSON.parse, bytes)),
		];
		if (repeat % 2 === 1) turns.reverse();
		for (const turn of turns) turn();
	}
	return { what, exact: median(exact), jsonParse: median(plain) };
}

/** A fresh text for each run, as an answer brings one. */
function time(parse: (text: string) => unknown, bytes: Buffer): number {
	const text = bytes.toString();
	const begin = performance.now();
	parse(text);
	return performance.now() - begin;
}
