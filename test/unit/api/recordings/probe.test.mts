import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Body } from '../../../../nodes/Calltouch/api/http/body';
import type { HttpRequest } from '../../../../nodes/Calltouch/api/http/connection';
import { isRecordingSettled } from '../../../../nodes/Calltouch/api/recordings/probe';
import { bodyOf, connection } from '../../../support/connection.mts';

interface Given {
	status?: number;
	body?: Body;
	headers?: Record<string, string>;
}

/** Asks once about a call; `answers` come one after the other. */
async function probe(host: string, answers: Given[], timeoutMs?: number) {
	const sent: HttpRequest[] = [];
	const line = connection({
		baseUrl: `https://${host}.example`,
		timeoutMs,
		send: async (request) => {
			const { status = 200, body = bodyOf(), headers = {} } = answers[sent.length] ?? {};
			sent.push(request);
			return await Promise.resolve({ status, headers, body });
		},
	});
	const outcome = await isRecordingSettled(line, '7').catch((error: unknown) => error);
	return { outcome, sent };
}

const audio = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0]);
const json = '{"errorCode":"404","message":"Не найдено"}';

describe('whether a recording is there', () => {
	it.each([
		['audio', { body: bodyOf(audio) }, true],
		['404', { status: 404, body: bodyOf(json) }, false],
		['words in JSON', { body: bodyOf(json) }, false],
		['nothing', {}, false],
		['a final refusal', { status: 410, body: bodyOf('Запись удалена') }, true],
	])('is told by %s, in one request', async (name, answer, isSettled) => {
		const { outcome, sent } = await probe(`probe-${name.length}`, [answer]);
		expect(outcome).toBe(isSettled);
		expect(sent.map(({ url }) => url)).toEqual([
			expect.stringContaining('/calls-diary/calls/7/download') as string,
		]);
	});

	it('takes the beginning of an endless recording, and closes it', async () => {
		let pieces = 0;
		const endless = Readable.from(
			(function* () {
				while (true) {
					pieces++;
					yield audio;
				}
			})(),
			{ objectMode: false },
		);
		const { outcome } = await probe('endless', [{ body: endless as unknown as Body }]);
		expect([outcome, endless.destroyed]).toEqual([true, true]);
		expect(pieces).toBeLessThan(100_000);
	});

	const redirect = { status: 302, headers: { location: 'https://storage.example/7' } };
	it.each([
		['a refused token', [{ status: 403 }], 'refused-credential'],
		['a server that stumbles', [{ status: 502 }], 'unavailable'],
		['too many requests', [{ status: 429 }], 'rate-limited'],
		['a storage that refuses', [redirect, { status: 403 }], 'unavailable'],
		['a web page', [{ body: bodyOf('<html></html>') }], 'not-there'],
		['a line that breaks', [{ body: broken() }], 'unreachable'],
		['silence', [{ body: silent() }], 'unreachable'],
	] as const)('is left open by %s, without another try', async (name, answers, reason) => {
		const { outcome, sent } = await probe(`open-${name.length}`, [...answers], 300);
		expect(outcome).toMatchObject({ reason });
		expect(sent).toHaveLength(answers.length);
	});
});

function silent(): Body {
	return new Readable({ read: () => undefined }) as unknown as Body;
}

function broken(): Body {
	const read = function (this: Readable) {
		this.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
	};
	return new Readable({ read }) as unknown as Body;
}
