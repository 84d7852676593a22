import { expect, onTestFinished } from 'vitest';
import { startSandbox, type Sandbox, type StartOptions } from '../../sandbox/sandbox.mts';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';

export const SITE = 12345;
export const SITE_PATH = `/calls-service/RestAPI/${SITE}`;
export const JOURNAL = `${SITE_PATH}/calls-diary/calls`;
export const STATISTICS = `/calls-service/RestAPI/statistics/${SITE}/calls`;
export const FORM = `/calls-service/RestAPI/requests/${SITE}/register`;
export const REQUESTS = '/calls-service/RestAPI/requests';
export const LEADS = '/lead-service/v1/api';
export const DAY = { dateFrom: '01/12/2025', dateTo: '01/12/2025' };
export const WEEK = { dateFrom: '01/12/2025', dateTo: '07/12/2025' };

export type Query = Record<string, string | number | boolean>;
export type Row = Record<string, unknown>;

/** Starts a sandbox that stops with the test. */
export async function start(options: StartOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({
		limitPerSecond: 0,
		firstDay: '2025-12-01',
		lastDay: '2025-12-31',
		...options,
	});
	onTestFinished(async () => await sandbox.stop());
	return sandbox;
}

export function urlOf(sandbox: Sandbox, path: string, query: Query): string {
	const parameters = new URLSearchParams();
	for (const [key, value] of Object.entries(query)) parameters.set(key, String(value));
	return `${sandbox.url}${path}?${parameters}`;
}

export function get(sandbox: Sandbox, path: string, query: Query = {}): Promise<Response> {
	return fetch(urlOf(sandbox, path, query), { redirect: 'manual' });
}

export function calls(sandbox: Sandbox, query: Query = DAY): Promise<Response> {
	return get(sandbox, JOURNAL, { clientApiId: DEFAULT_TOKEN, ...query });
}

export async function rows(sandbox: Sandbox, query: Query = DAY): Promise<Row[]> {
	const response = await calls(sandbox, query);
	expect(response.status).toBe(200);
	return (await response.json()) as Row[];
}

export async function page(sandbox: Sandbox, query: Query): Promise<Row & { records: Row[] }> {
	const response = await calls(sandbox, { page: 1, ...query });
	expect(response.status).toBe(200);
	return (await response.json()) as Row & { records: Row[] };
}

export async function statistic(
	sandbox: Sandbox,
	tail: string,
	query: Query = WEEK,
): Promise<unknown> {
	const response = await get(sandbox, `${STATISTICS}/${tail}`, {
		access_token: DEFAULT_TOKEN,
		...query,
	});
	expect(response.status).toBe(200);
	return response.json();
}

export function download(sandbox: Sandbox, callId: unknown, siteId = SITE): Promise<Response> {
	const path = `/calls-service/RestAPI/${siteId}/calls-diary/calls/${String(callId)}/download`;
	return get(sandbox, path, { clientApiId: DEFAULT_TOKEN });
}

export function tally(values: unknown[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}

/** Posts JSON with the token. */
export function post(
	sandbox: Sandbox,
	path: string,
	body: object,
	headers: object = { SiteId: SITE },
) {
	return fetch(sandbox.url + path, {
		method: 'POST',
		headers: { 'Access-Token': DEFAULT_TOKEN, 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
}
