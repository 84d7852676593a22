import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { execute } from '../support/calltouch.mts';
import { readBinary } from '../support/engine.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 40, limitPerSecond: 0 });
let calls: Array<Record<string, unknown>>;
let answered: string[];
beforeEach(async () => {
	calls = await readJournal({ period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' });
	answered = calls.filter(({ successful }) => successful).map(({ callId }) => String(callId));
});

const download = { resource: 'record', operation: 'download' };
const itemsOf = (ids: string[]) => ids.map((callId) => ({ json: { callId } }));
const pathOf = (callId: string | undefined) => `/calls/${callId}/download`;
const recordOf = (json: Record<string, unknown> | undefined) =>
	json?.record as { status: boolean; message: string };

const words = 'Запись удалена';
const none = /^Calltouch has no recording of this call \(HTTP 4\d\d\)$/;
/** Refusals of one recording, and what the item says then. */
const refusals: Array<[status: number, body: unknown, saying: RegExp]> = [
	[404, { message: words }, /^Запись удалена$/],
	[
		400,
		{ data: { apiErrorData: { errorCode: '10007', errorMessage: words } } },
		/^Запись удалена$/,
	],
	[
		422,
		{ data: { validationErrorData: { violations: [{ message: words }] } } },
		/^Запись удалена$/,
	],
	[451, words, /^Запись удалена$/],
	[409, { error: words }, /^Запись удалена$/],
	[410, '', none],
	[404, `<html>${words}</html>`, none],
];

describe('record: download, where Calltouch refuses one recording', () => {
	it('takes every refusal of the call for a missing recording, and goes on', async () => {
		const faults = refusals.map(([status, body], at): Fault => ({
			kind: 'error',
			status,
			body,
			path: pathOf(answered[at]),
		}));
		sandbox.configure({ faults });
		const ids = answered.slice(0, refusals.length + 2);
		const items = itemsOf(ids);
		const continued = await execute(sandbox, { ...download, ifMissing: 'continue' }, { items });
		expect(continued.error).toBeUndefined();
		const records = continued.json.map(recordOf);
		for (const [at, [, , saying]] of refusals.entries())
			expect(records[at]).toMatchObject({
				status: false,
				message: expect.stringMatching(saying) as unknown,
			});
		expect(records.slice(-2).map(({ status }) => status)).toEqual([true, true]);
		const skipped = await execute(sandbox, { ...download, ifMissing: 'skip' }, { items });
		expect(skipped.json.map(({ callId }) => callId)).toEqual(ids.slice(-2));
	});

	it.each(['continue', 'skip'])('stops at a refusal of the token under %s', async (ifMissing) => {
		for (const status of [401, 403]) {
			sandbox.configure({ faults: [{ kind: 'error', status, path: '/download' }] });
			const items = itemsOf(answered.slice(0, 1));
			const { error } = await execute(sandbox, { ...download, ifMissing }, { items });
			expect(error?.message).toContain('Calltouch refused the API token');
		}
	});

	it('goes on behind a server that stumbles at one recording, and says so, under Continue alone', async () => {
		const body = { message: 'Не получилось' };
		const path = pathOf(answered[0]);
		sandbox.configure({ faults: [{ kind: 'error', status: 503, body, path }] });
		const items = itemsOf(answered.slice(0, 3));
		const options = { retryFor: 0 };
		const continued = await execute(
			sandbox,
			{ ...download, ifMissing: 'continue', options },
			{ items },
		);
		const message = 'Calltouch could not answer (HTTP 503): "Не получилось"';
		expect(recordOf(continued.json[0])).toMatchObject({ status: false, message });
		expect(continued.json.slice(1).map((json) => recordOf(json).status)).toEqual([true, true]);
		for (const ifMissing of ['skip', 'error']) {
			const { error } = await execute(sandbox, { ...download, ifMissing, options }, { items });
			expect(error?.message).toBe(message);
		}
	});
});

describe('record: download behind Get Many, both with defaults', () => {
	it('passes calls on that cannot have a recording, and asks for each all the same', async () => {
		const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
		for (const output of ['simplified', 'raw']) {
			const listed = await readJournal({ ...day, output });
			const some = [
				...listed.filter(({ successful }) => !successful).slice(0, 3),
				...listed.filter(({ successful }) => successful).slice(0, 2),
			];
			sandbox.requests.clear();
			const items = some.map((json) => ({ json }) as never);
			const { json, error } = await execute(sandbox, download, { items });
			expect(error).toBeUndefined();
			const records = json.map(recordOf);
			expect(records.map(({ status }) => status)).toEqual([false, false, false, true, true]);
			expect(records[0]?.message).toBe('Запись разговора не найдена');
			expect(sandbox.requests).toHaveLength(5);
		}
	});

	it.each([
		['a call without length', { successful: true, duration: 0 }, true],
		['an answered call', { successful: true, duration: 30 }, false],
		['a call that goes on', { successful: false, duration: 0, callphase: 'callconnected' }, false],
		['a call that begins', { successful: false, duration: 0, event: 'callStarted' }, false],
		['another call', { callId: 5, successful: false, duration: 0 }, false],
		['no call', {}, false],
	])('stops unless the item shows that there can be none (%s)', async (_, json, goesOn) => {
		const callId = String(calls.find(({ successful }) => !successful)?.callId);
		const items = [{ json: { callId, ...json } }];
		const result = await execute(sandbox, { ...download, callId }, { items });
		if (goesOn) expect(recordOf(result.json[0]).status).toBe(false);
		else expect(result.error?.message).toContain(`Call ${callId} has no recording`);
	});
});

describe('the file of a recording', () => {
	it.each([
		['wav', 'audio/wav'],
		['ogg', 'audio/ogg'],
		['mp3', 'audio/mpeg'],
	] as const)(
		'is a %s by its first bytes, whatever its name was to be',
		async (format, mimeType) => {
			const [callId = ''] = answered;
			// In pieces of which the first tell nothing.
			const faults: Fault[] = [{ kind: 'drip', pieces: 200, delayMs: 0, path: '/download' }];
			sandbox.configure({ recordingFormat: format, recordingBytes: 1024 });
			const quick = await execute(sandbox, download, { items: itemsOf([callId]) });
			sandbox.configure({ faults });
			const options = { fileName: 'Talk.MP3' };
			const named = await execute(sandbox, { ...download, options }, { items: itemsOf([callId]) });
			const names = [`${callId}_record.${format}`, `Talk.${format}`];
			for (const [at, { items, error }] of [quick, named].entries()) {
				expect(error).toBeUndefined();
				const fileName = names[at];
				expect(items[0]?.json.record).toMatchObject({ status: true, fileName, mimeType });
				expect(items[0]?.binary?.data).toMatchObject({ fileName, mimeType, fileType: 'audio' });
				expect(items[0]?.binary?.data?.fileExtension).toBe(format);
				const bytes = await readBinary(items[0] ?? { json: {} });
				expect(bytes.equals(sandbox.recording(callId))).toBe(true);
			}
		},
	);
});

/** What n8n keeps of recordings: each file has its description beside it. */
function storedFiles(): string[] {
	const folder = process.env.N8N_USER_FOLDER ?? '';
	const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return all.filter((path) => path.includes('binary_data/')).map((path) => join(folder, path));
}

describe('a recording whose try breaks', () => {
	it.each(['resetMiddle', 'truncatedBody', 'wrongLength'] as const)(
		'leaves nothing in the store of n8n up to a size of 1 MB (%s)',
		async (kind) => {
			const recordingBytes = 1_000_000;
			const path = '/download';
			const by = 100;
			const options = { timeout: 2 };
			sandbox.configure({ recordingBytes, faults: [{ kind, path, times: 2, by }] });
			const before = storedFiles().length;
			const { items } = await execute(
				sandbox,
				{ ...download, options },
				{ items: itemsOf(answered.slice(0, 1)) },
			);
			expect(items[0]?.json.record).toMatchObject({ status: true, bytes: recordingBytes });
			// The recording and its description.
			expect(storedFiles().length - before).toBe(2);
		},
	);
});
