import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

/** What the figures depend on. */
interface Setting {
	n8nVersion: string;
	runs: number;
}

function machine(): string {
	const [cpu] = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${gigabytes} GiB`;
}

/** The page that tells what was measured, and how. */
export async function saveReport(table: string, { n8nVersion, runs }: Setting): Promise<void> {
	const date = new Date().toISOString().slice(0, 10);
	const text = `# Benchmarks

Made by \`npm run bench -- --full --save --runs=${runs}\` on ${date}: n8n ${n8nVersion}, Node ${process.versions.node},
${machine()}; medians of ${runs} runs (of one, where a run takes minutes).

${table}

\\* Absolute figures belong to this machine; ratios depend on it less. The memory of recordings swings by some megabytes from
one benchmark to the next.

## How to read it

* **Floor**: what nobody can go below who keeps to Calltouch's limit of five request starts a second. The first page comes
  before the others, because it tells how many there are; the last answer takes its time.
* **Calltouch node**: this package in n8n's engine, with its standard options. **HTTP Request**: n8n's own node with its
  pagination, followed by Split Out, Edit Fields, Summarize or Convert to File as the row asks; recordings in batches of five
  a second, because without batches it stops at the first 429. **Fetch loop**: a script that asks for one thing after the other.
* **On a line**: 60 recordings of 40 kB with 0.3 s an answer, through a line between the rival and the sandbox. *By chance*
  is each way, for each piece. A new connection pays three round trips. In a stall nothing gets through, and all that waited
  arrives at its end; the stalls alone are part of the ratio. The foreign client takes one request a second, so the floor is
  that of four. *Cores busy* means that as many programs as cores compute without end. Processes have 150 recordings each
  and begin together; **first ÷ last** is the time of the one that is done first ÷ that of the last. Rivals run once.
* **429** is the most of any run, and the median share of all answers. The node tries again what was refused.
* All rivals ask the same sandbox, which plays Calltouch in a process of its own and has every text ready. Each run has a new
  process, which has n8n's own nodes loaded, as an n8n has, and has done the same work for a few calls before, so that loading
  code does not count.
* **Memory** is the highest resident memory above the idle process. Some of it is garbage that Node has not yet collected;
  that Node gives memory back in the middle of a run is switched off, because it happens to one rival and not to another.
  **Longest stall** is the longest time in which the process could do nothing else: in n8n, nobody is served meanwhile.
* **No limit of the rate**: what the handling of files costs by itself. The sandbox takes any rate, the throttle is taken out
  of the node, and HTTP Request asks for all at once. The node never does that: it keeps to the limit, and its bounds of
  items and bodies at work are made for that. Both hand the bytes to the same store of n8n, which is most of the work.
* In rows with *execution saved*, the result was written as n8n writes it into its database, which it does by default.
* HTTP Request rounds visitor IDs beyond 2^53; the Calltouch node keeps every digit.
`;
	await writeFile('docs/benchmarks.md', text);
}
