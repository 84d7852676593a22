import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { execute, siteId, tokenShapes } from '../support/calltouch.mts';
import { core, readBinary } from '../support/engine.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 40 });
let answered: string[];
let missed: string[];
beforeEach(async () => {
	const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
	const calls = await readJournal(day);
	const idsWhere = (successful: boolean) =>
		calls.filter((call) => call.successful === successful).map(({ callId }) => String(callId));
	answered = idsWhere(true);
	missed = idsWhere(false);
	sandbox.requests.clear();
});

const download = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
const itemsOf = (ids: string[]) => ids.map((callId) => ({ json: { callId, keep: 'me' } }));
const quick = { timeout: 0.4, retryFor: 0 };

describe('record: download', () => {
	it('keeps the item and adds the recording, byte for byte', async () => {
		const callId = answered[0] ?? '';
		const binary = { other: { data: 'aGk=', mimeType: 'text/plain', fileName: 'hi.txt' } };
		const { items } = await execute(sandbox, download, {
			items: [{ json: { callId, keep: 'me' }, binary }],
		});
		const { bytes } = (items[0]?.binary ?? {}).data ?? {};
		expect(items[0]?.json).toEqual({
			callId,
			keep: 'me',
			record: {
				status: true,
				message: 'Recording downloaded',
				fileName: `${callId}_record.mp3`,
				mimeType: 'audio/mpeg',
				bytes,
			},
		});
		expect(items[0]?.binary?.other).toEqual(binary.other);
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: 'audio/mpeg',
			fileType: 'audio',
			fileName: `${callId}_record.mp3`,
			fileExtension: 'mp3',
		});
		expect((await readBinary(items[0] ?? { json: {} })).equals(sandbox.recording(callId))).toBe(
			true,
		);
	});

	it('gives twenty recordings in the order of the calls, byte for byte and without a 429', async () => {
		sandbox.configure({ latencyMs: 30 });
		const ids = answered.slice(0, 20);
		const { items } = await execute(sandbox, download, { items: itemsOf(ids) });
		expect(items.map(({ json }) => json.callId)).toEqual(ids);
		for (const [index, item] of items.entries()) {
			expect(item.pairedItem).toEqual({ item: index });
			expect((await readBinary(item)).equals(sandbox.recording(ids[index] ?? ''))).toBe(true);
		}
		expect(sandbox.counts.refused).toBe(0);
		expect(sandbox.counts.peakPerSecond).toBeLessThanOrEqual(5);
	});

	it('names the file and the field as asked', async () => {
		const { items } = await execute(
			sandbox,
			{
				...download,
				binaryPropertyName: 'audio',
				options: { fileName: '=../{{ $json.keep }}/talk.mp3' },
			},
			{ items: itemsOf(answered.slice(0, 1)) },
		);
		expect(items[0]?.binary?.audio?.fileName).toBe('_me_talk.mp3');
		expect(items[0]?.binary).not.toHaveProperty('data');
	});

	it.each(['404', 'json200', 'empty200'] as const)(
		'has three answers to a missing recording (%s)',
		async (missingRecording) => {
			sandbox.configure({ missingRecording });
			const items = itemsOf([answered[0] ?? '', missed[0] ?? '']);
			const stopped = await execute(sandbox, download, { items });
			expect(stopped.error?.message).toContain(`Call ${missed[0]} has no recording`);
			expect(stopped.error?.context.itemIndex).toBe(1);
			expect(stopped.error?.description).toContain('If Recording Is Missing');

			const continued = await execute(sandbox, { ...download, ifMissing: 'continue' }, { items });
			expect(continued.json[0]).toMatchObject({ record: { status: true } });
			expect(continued.json[1]).toMatchObject({
				callId: missed[0],
				keep: 'me',
				record: { status: false, fileName: null, mimeType: null, bytes: 0 },
			});
			expect((continued.json[1]?.record as { message: string }).message).not.toBe('');
			expect(continued.items[1]?.binary).toBeUndefined();

			const skipped = await execute(sandbox, { ...download, ifMissing: 'skip' }, { items });
			expect(skipped.json.map(({ callId }) => callId)).toEqual([answered[0]]);
			for (const { hints } of [continued, skipped]) {
				expect(hints).toHaveLength(1);
				expect(hints[0]?.message).toMatch(/^Calls without .+: 1\./);
			}
		},
	);

	it.each([
		['html200', 'Calltouch sent a web page instead of data'],
		['500', 'Calltouch could not answer (HTTP 500)'],
		['403', 'Calltouch refused the API token for site 12345'],
		['hang', 'was silent for 0.4 seconds'],
		['stall', 'was silent for 0.4 seconds'],
		['truncatedBody', 'broke before the answer was complete'],
		['resetMiddle', 'broke before the answer was complete'],
		['resetBefore', 'broke before the answer was complete'],
	] as const)('never takes %s for a recording', async (kind, message) => {
		sandbox.configure({ faults: [{ path: '/download', kind }] });
		const { error, stored } = await execute(
			sandbox,
			{ ...download, ifMissing: 'skip', options: quick },
			{ items: itemsOf(answered.slice(0, 1)) },
		);
		expect(error?.message).toContain(message);
		for (const shape of tokenShapes) expect(stored).not.toContain(shape);
	});

	it.each(['truncatedBody', 'resetMiddle', '500', 'resetBefore'] as const)(
		'fetches a recording again after %s',
		async (kind) => {
			sandbox.configure({ faults: [{ path: '/download', kind, times: 1 }] });
			const { items, error } = await execute(sandbox, download, {
				items: itemsOf(answered.slice(0, 1)),
			});
			expect(error).toBeUndefined();
			expect(
				(await readBinary(items[0] ?? { json: {} })).equals(sandbox.recording(answered[0] ?? '')),
			).toBe(true);
		},
	);

	it('refuses a call id that is not digits before anything is sent', async () => {
		const { error } = await execute(sandbox, { ...download, callId: '../../1' });
		expect(error?.message).toBe('Call ID "../../1" is not a number made of digits');
		expect(sandbox.requests).toHaveLength(0);
		expect(siteId).toBe('12345');
	});
});

describe("n8n's storage that cannot be reached", () => {
	afterEach(() => void vi.restoreAllMocks());

	it.each([
		['a recording', { ...download, ifMissing: 'continue', options: { waitForRecording: 10 } }],
		['an export', { resource: 'call', operation: 'export', period: 'yesterday' }],
	])('ends the run with an error of its own that names it (%s)', async (_, parameters) => {
		const line = new Error('connect ECONNREFUSED 10.0.0.1:9000');
		const cause = Object.assign(line, { code: 'ECONNREFUSED', syscall: 'connect' });
		vi.spyOn(core.BinaryDataService.prototype, 'store').mockRejectedValue(
			new Error('Request to S3 failed', { cause }),
		);
		const items = itemsOf(answered.slice(0, 1));
		const { error } = await execute(sandbox, parameters, { items });
		expect(error?.message).toBe('n8n could not store the file');
		expect(error?.description).toContain(`"Request to S3 failed: ${line.message}"`);
		expect(sandbox.requests).toHaveLength(1);
	});
});
