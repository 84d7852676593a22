import { DateTime } from 'luxon';
import { startSandbox } from '../sandbox/sandbox.mts';
import { DEFAULT_SITE_ID, DEFAULT_TOKEN } from '../sandbox/server/settings.mts';

type Call = Record<string, unknown> & { callId: number; successful: boolean; medium: string };

/** What the sandbox has to say about some days, asked without n8n. */
export interface Oracle {
	/** First and last day, `yyyy-mm-dd`, for the parameters of the node. */
	dateFrom: string;
	dateTo: string;
	/** The same for a request to Calltouch itself, `dd/mm/yyyy`. */
	days: { dateFrom: string; dateTo: string };
	/** The calls of these days in order; numbers too wide for JavaScript are texts with all their digits. */
	calls: Call[];
	/** The answer of one of the old counters. */
	statistic(tail: string): unknown;
}

/** Three days that have passed, asked of a sandbox of the same kind that knows no limit. */
export async function consult(callsPerDay: number): Promise<Oracle> {
	const day = (ago: number) => DateTime.now().setZone('Europe/Moscow').minus({ days: ago });
	const [first, last] = [day(4), day(2)];
	const sandbox = await startSandbox({ callsPerDay, limitPerSecond: 0 });
	const days = { dateFrom: first.toFormat('dd/MM/yyyy'), dateTo: last.toFormat('dd/MM/yyyy') };
	const ask = async (path: string, query: Record<string, string>) => {
		const search = new URLSearchParams({ ...days, ...query });
		const answer = await fetch(`${sandbox.url}/calls-service/RestAPI/${path}?${search}`);
		return await answer.text();
	};
	try {
		const text = await ask(`${DEFAULT_SITE_ID}/calls-diary/calls`, {
			clientApiId: DEFAULT_TOKEN,
			page: '1',
			limit: '1000',
		});
		const tails = ['total-count', 'count-by-date', 'seo/count-by-date', 'seo/count-by-keywords'];
		const answers = new Map<string, unknown>();
		for (const tail of tails) {
			const path = `statistics/${DEFAULT_SITE_ID}/calls/${tail}`;
			answers.set(tail, JSON.parse(await ask(path, { access_token: DEFAULT_TOKEN })));
		}
		return {
			dateFrom: first.toISODate() ?? '',
			dateTo: last.toISODate() ?? '',
			days,
			calls: (JSON.parse(quoteWide(text)) as { records: Call[] }).records,
			statistic: (tail) => answers.get(tail),
		};
	} finally {
		await sandbox.stop();
	}
}

function quoteWide(json: string): string {
	return json.replace(/(?<!\\)":(-?\d{16,})(?=[,}\]])/g, '":"$1"');
}
