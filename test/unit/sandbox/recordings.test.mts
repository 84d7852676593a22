import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { start, rows, download } from './client.mts';

describe('recordings', () => {
	it('have an exact size and stable bytes', async () => {
		const sandbox = await start({ recordingBytes: 51_234 });
		const list = await rows(sandbox);
		const answered = list.filter((row) => row['successful'] === true);
		const [one, two] = answered.map((row) => Number(row['callId']));
		const response = await download(sandbox, one);
		expect(response.headers.get('content-type')).toBe('audio/mpeg');
		expect(response.headers.get('content-length')).toBe('51234');
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes).toHaveLength(51_234);
		expect(bytes.equals(sandbox.recording(one ?? 0))).toBe(true);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(
			sandbox.recordingSha256(one ?? 0),
		);
		expect(sandbox.recordingSha256(one ?? 0)).not.toBe(sandbox.recordingSha256(two ?? 0));
		expect(bytes.includes(String(one))).toBe(true);
	});

	it('can be played', async () => {
		const sandbox = await start();
		const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
		try {
			for (const size of [1024, 40_000, 40_001, 40_416]) {
				sandbox.configure({ recordingBytes: size });
				const file = join(folder, `${size}.mp3`);
				writeFileSync(file, sandbox.recording(106045223995592));
				let shown;
				try {
					shown = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-'], {
						stdio: ['ignore', 'pipe', 'pipe'],
					}).toString();
				} catch (error) {
					// The check needs ffmpeg; without it only the size can be checked.
					if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
					shown = '';
				}
				expect(shown).toBe('');
				expect(readFileSync(file)).toHaveLength(size);
			}
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('are missing for unanswered, unknown and foreign calls, in three ways', async () => {
		const sandbox = await start({ callsPerDay: 100 });
		const list = await rows(sandbox);
		const missed = list.find((row) => row['successful'] === false)?.['callId'];
		const answered = list.find((row) => row['successful'] === true)?.['callId'];
		expect((await download(sandbox, answered)).status).toBe(200);
		expect((await download(sandbox, answered, 23456)).status).toBe(404);
		expect((await download(sandbox, 12)).status).toBe(404);
		const response = await download(sandbox, missed);
		expect(response.status).toBe(404);
		expect(await response.json()).toHaveProperty('message');
		sandbox.configure({ missingRecording: 'json200' });
		const json = await download(sandbox, missed);
		expect([json.status, Object.keys((await json.json()) as object)]).toEqual([200, ['message']]);
		sandbox.configure({ missingRecording: 'empty200' });
		const empty = await download(sandbox, missed);
		expect([empty.status, await empty.text()]).toEqual([200, '']);
	});
});
