import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { execute, start } from '../support/calltouch.mts';
import { engineRoot, readBinary } from '../support/engine.mts';
import { readJournal, sandbox, sandboxForEach } from '../support/sandbox.mts';
import { resolve } from 'node:path';

sandboxForEach({ callsPerDay: 80 });
let answered: string[];
beforeEach(async () => {
	const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
	const calls = await readJournal(day);
	answered = calls.filter(({ successful }) => successful).map(({ callId }) => String(callId));
	sandbox.requests.clear();
});

const download = { resource: 'record', operation: 'download' };
const itemsOf = (ids: string[]) => ids.map((callId) => ({ json: { callId } }));
const pathOf = (callId: string | undefined) => `/calls/${callId}/download`;
const askedFor = (callId: string | undefined) =>
	sandbox.requests.filter(({ path }) => path.endsWith(pathOf(callId)));
/** Half a minute of waiting begins with a distance of half a second. */
const waiting = { options: { waitForRecording: 0.5 } };
const recordOf = (json: Record<string, unknown> | undefined) =>
	json?.record as { status: boolean; message: string };

describe('Wait for Recording', () => {
	it('gets a recording that is there at the third question', async () => {
		const [callId = ''] = answered;
		sandbox.configure({ faults: [{ kind: '404', path: pathOf(callId), times: 2 }] });
		const items = itemsOf([callId]);
		const { items: got } = await execute(sandbox, { ...download, ...waiting }, { items });
		const bytes = await readBinary(got[0] ?? { json: {} });
		expect(bytes.equals(sandbox.recording(callId))).toBe(true);
		expect(askedFor(callId)).toHaveLength(3);
	});

	it.each(['error', 'skip', 'continue'])(
		'outlasts a server that stumbles beyond the tries of one question (%s)',
		async (ifMissing) => {
			const [callId = ''] = answered;
			const path = pathOf(callId);
			const faults: Fault[] = [{ kind: 'error', status: 502, path, times: 2 }];
			sandbox.configure({ faults });
			const options = { ...waiting.options, retryFor: 0 };
			const items = itemsOf([callId]);
			const result = await execute(sandbox, { ...download, ifMissing, options }, { items });
			expect(recordOf(result.json[0])).toMatchObject({ status: true });
			expect(askedFor(callId)).toHaveLength(3);
		},
	);

	it.each([
		['it is 0', { kind: '404' }, undefined, {}],
		['the answer is final', { kind: 'error', status: 410 }, waiting, {}],
		['the item shows a missed call', { kind: '404' }, waiting, { successful: false }],
	] as const)('asks once where %s', async (_, fault, options, json) => {
		const [callId = ''] = answered;
		sandbox.configure({ faults: [{ ...fault, path: '/download' } as Fault] });
		const items = [{ json: { callId, ...json } }];
		const parameters = { ...download, ...options, ifMissing: 'continue' };
		const result = await execute(sandbox, parameters, { items });
		expect(recordOf(result.json[0]).status).toBe(false);
		expect(askedFor(callId)).toHaveLength(1);
	});

	it('says at its end what Calltouch said', async () => {
		sandbox.configure({ faults: [{ kind: '404', path: '/download' }] });
		const items = itemsOf(answered.slice(0, 1));
		const options = { waitForRecording: 0.01 };
		const { error } = await execute(sandbox, { ...download, options }, { items });
		expect(error?.message).toBe(`Call ${answered[0]} has no recording: "Не найдено"`);
		expect(sandbox.requests.length).toBeGreaterThanOrEqual(2);
	});

	it('holds back no other item, however many wait, and hears a cancel', async () => {
		const late = answered.slice(0, 45);
		const faults = late.map((callId): Fault => ({ kind: '404', path: pathOf(callId) }));
		sandbox.configure({ faults, limitPerSecond: 0 });
		const last = answered[45];
		const options = { waitForRecording: 600 };
		const items = itemsOf([...late, last ?? '']);
		const running = await start(sandbox, { ...download, options }, { items });
		// More wait than items are at work at a time.
		while (askedFor(last).length === 0) await new Promise((next) => setTimeout(next, 50));
		running.cancel();
		const before = sandbox.requests.length;
		const { status } = await running.finished;
		expect(status).toBe('canceled');
		expect(sandbox.requests.length - before).toBeLessThan(10);
	});

	it('stops at once when another item fails', async () => {
		const [late, broken] = answered;
		sandbox.configure({
			faults: [
				{ kind: '404', path: pathOf(late) },
				{ kind: '403', path: pathOf(broken) },
			],
		});
		const options = { waitForRecording: 600 };
		const items = itemsOf([late ?? '', broken ?? '']);
		const { error } = await execute(sandbox, { ...download, options }, { items });
		expect(error?.message).toContain('Calltouch refused the API token');
		expect(error?.context.itemIndex).toBe(1);
	});
});

describe('recordings of 40 calls in one run', () => {
	it('come, ten of them late and five packed, beside five that are missing in words of their own', async () => {
		const ids = answered.slice(0, 40);
		const late = ids.slice(0, 10);
		const missing = ids.slice(10, 15);
		const packed = ids.slice(15, 20);
		const bodies = [
			[400, { message: 'Нет записи' }],
			[409, { data: { apiErrorData: { errorCode: '1', errorMessage: 'Record not found' } } }],
			[410, 'Запись удалена'],
			[
				422,
				{ data: { validationErrorData: { violations: [{ message: 'Слишком старый звонок' }] } } },
			],
			[451, { errorCode: '451', message: 'Недоступно' }],
		] as const;
		const says = [
			'Нет записи',
			'Record not found',
			'Запись удалена',
			'Слишком старый звонок',
			'Недоступно',
		];
		// Where n8n hides its unpacking, a length that is not that of the audio is refused.
		const chunked = engineRoot !== resolve('.');
		sandbox.configure({
			faults: [
				...late.map((callId): Fault => ({ kind: '404', path: pathOf(callId), times: 2 })),
				...missing.map((callId, at): Fault => {
					const [status, body] = bodies[at] ?? bodies[0];
					return { kind: 'error', status, body, path: pathOf(callId) };
				}),
				...packed.map((callId): Fault => ({
					kind: 'packed',
					coding: 'gzip',
					chunked,
					path: pathOf(callId),
				})),
			],
		});
		const parameters = { ...download, ...waiting, ifMissing: 'continue' };
		const { items, json, error } = await execute(sandbox, parameters, { items: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(json.map(({ callId }) => callId)).toEqual(ids);
		const said = json.map(recordOf).filter(({ status }) => !status);
		expect(said.map(({ message }) => message)).toEqual(says);
		for (const [at, item] of items.entries()) {
			const callId = ids[at] ?? '';
			if (missing.includes(callId)) continue;
			expect((await readBinary(item)).equals(sandbox.recording(callId)), callId).toBe(true);
		}
		expect(sandbox.counts.refused).toBe(0);
	});
});
