import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteId, token } from '../../support/calltouch.mts';
import { expectCount, journalQuery, type Job } from './job.mts';

interface Page {
	pageTotal: number;
	records: unknown[];
}

/** A script of a few lines: one request after the other, and a second's wait after a refusal. */
export async function run(job: Job): Promise<void> {
	const journal = `${job.url}/calls-service/RestAPI/${siteId}/calls-diary/calls`;
	const folder = await mkdtemp(join(tmpdir(), 'calltouch-loop-'));
	try {
		if (job.task === 'recordings') await download(journal, job.callIds, folder);
		else expectCount((await readAll(journal, job)).length, job.calls);
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function readAll(journal: string, job: Job): Promise<unknown[]> {
	const calls: unknown[] = [];
	let total = 1;
	for (let page = 1; page <= total; page++) {
		const answer = await ask(journal, { ...journalQuery(job), page: String(page) });
		const { pageTotal, records } = (await answer.json()) as Page;
		total = pageTotal;
		calls.push(...records);
	}
	return calls;
}

async function download(journal: string, callIds: string[], folder: string): Promise<void> {
	for (const id of callIds) {
		const answer = await ask(`${journal}/${id}/download`, { clientApiId: token });
		await writeFile(join(folder, id), Buffer.from(await answer.arrayBuffer()));
	}
}

async function ask(url: string, query: Record<string, string>): Promise<Response> {
	for (;;) {
		const answer = await fetch(`${url}?${new URLSearchParams(query)}`);
		if (answer.ok) return answer;
		await answer.arrayBuffer();
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}
