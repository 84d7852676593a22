import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

const file = 'docs/benchmarks.md';

/** What the figures depend on. */
interface Setting {
	n8nVersion: string;
	runs: number;
}

/** Puts a table, and how it was made, into its place in docs/benchmarks.md. */
export async function saveTable(
	place: 'loopback' | 'line',
	table: string,
	{ n8nVersion, runs }: Setting,
): Promise<void> {
	const [begin, end] = [`<!-- ${place}: npm run bench -- --save -->`, `<!-- end of ${place} -->`];
	const page = await readFile(file, 'utf8');
	const [before, rest] = page.split(begin);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`${file} has no place for ${place}`);
	const date = new Date().toISOString().slice(0, 10);
	const made = `Made on ${date} with n8n ${n8nVersion}, Node ${process.versions.node}, ${machine()}; medians of ${runs} runs.`;
	await writeFile(file, `${before}${begin}\n\n${made}\n\n${table}\n\n${end}${after}`);
}

function machine(): string {
	const [cpu] = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${gigabytes} GiB`;
}
