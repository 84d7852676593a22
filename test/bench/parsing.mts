import { readFileSync } from 'node:fs';
import { parseExact } from '../../nodes/Calltouch/api/json/parse.ts';
import { parseJournal } from '../../nodes/Calltouch/api/json/chunks.ts';
import { median } from './measure.mts';

const repeats = 101;

/** Milliseconds for one page of 1,000 calls. */
export interface Parsing {
	what: string;
	exact: number;
	jsonParse: number;
}

type Parse = (bytes: Buffer) => () => unknown;

/** Exact parsing beside `JSON.parse`, taking turns, so that a busy machine meets both alike; medians. */
export async function compareParsing(): Promise<Parsing[]> {
	const records = readFileSync('test/sandbox/data/records.json', 'utf8').trim().slice(1, -1);
	const page = `{"records":[${Array(143).fill(records).join(',')}]}`;
	const narrow = page.replace(/("ctClientId":\s*)\d+/g, '$1123456789');
	return [
		await compare('A page parsed, with wide visitor IDs', page, ofText(parseExact), ofText(plain)),
		await compare('A page parsed, without', narrow, ofText(parseExact), ofText(plain)),
		await compare('A page read from its bytes, with wide visitor IDs', page, read, readPlain),
		await compare('A page read from its bytes, without', narrow, read, readPlain),
	];
}

const plain = (text: string): unknown => JSON.parse(text);
/** The text is made before the clock starts: a fresh one for each run, as an answer brings one. */
const ofText =
	(parse: (text: string) => unknown): Parse =>
	(bytes) => {
		const text = bytes.toString();
		return () => parse(text);
	};
/** As the node reads it: in pieces, with turns of the event loop. */
const read: Parse = (bytes) => async () => await parseJournal(bytes, (record) => record);
const readPlain: Parse = (bytes) => () => plain(bytes.toString());

async function compare(what: string, text: string, own: Parse, other: Parse): Promise<Parsing> {
	const bytes = Buffer.from(text);
	const exact: number[] = [];
	const jsonParse: number[] = [];
	for (let repeat = 0; repeat < repeats; repeat++) {
		const turns = [
			async () => exact.push(await time(own(bytes))),
			async () => jsonParse.push(await time(other(bytes))),
		];
		if (repeat % 2 === 1) turns.reverse();
		for (const turn of turns) await turn();
	}
	return { what, exact: median(exact), jsonParse: median(jsonParse) };
}

async function time(work: () => unknown): Promise<number> {
	const begin = performance.now();
	await work();
	return performance.now() - begin;
}
