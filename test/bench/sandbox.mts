import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CONTROL_PATH } from '../sandbox/server/control.mts';
import type { Settings } from '../sandbox/server/settings.mts';
import type { Counts } from '../sandbox/server/state.mts';
import { siteId } from '../support/calltouch.mts';
import { journalQuery } from './rivals/job.mts';

/** The sandbox in a process of its own, so that it takes no time from the rivals. */
export interface RemoteSandbox {
	url: string;
	configure(settings: Partial<Settings>): Promise<void>;
	/** What was asked so far, and refused with 429. */
	counts(): Promise<Counts>;
	stop(): void;
}

export async function startRemoteSandbox(): Promise<RemoteSandbox> {
	const child = fork(fileURLToPath(new URL('sandboxProcess.mts', import.meta.url)));
	const [url] = (await once(child, 'message')) as [string];
	const control = url + CONTROL_PATH;
	return {
		url,
		configure: async (settings) => {
			const body = JSON.stringify({ ...settings, clearRequests: true });
			const answer = await fetch(control, { method: 'POST', body });
			if (!answer.ok) throw new Error(await answer.text());
		},
		counts: async () => {
			const { counts } = (await (await fetch(control)).json()) as { counts: Counts };
			return counts;
		},
		stop: () => void child.kill(),
	};
}

/**
 * Reads a period once, so that every rival finds all texts made, and gives the ids of the calls that have a recording.
 * The sandbox must not limit the rate.
 */
export async function readPeriod(
	url: string,
	period: { from: string; to: string },
): Promise<string[]> {
	const recorded: string[] = [];
	for (let page = 1, total = 1; page <= total; page++) {
		const query = { ...journalQuery(period), page: String(page) };
		const address = `${url}/calls-service/RestAPI/${siteId}/calls-diary/calls`;
		const answer = await fetch(`${address}?${new URLSearchParams(query)}`);
		const { pageTotal, records } = (await answer.json()) as {
			pageTotal: number;
			records: Array<{ callId: number; successful: boolean }>;
		};
		total = pageTotal;
		for (const { callId, successful } of records) if (successful) recorded.push(String(callId));
	}
	return recorded;
}
