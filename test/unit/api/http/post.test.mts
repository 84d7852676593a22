import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Body } from '../../../../nodes/Calltouch/api/http/body';
import type { HttpAnswer } from '../../../../nodes/Calltouch/api/http/connection';
import { postJson } from '../../../../nodes/Calltouch/api/http/post';
import { connection } from '../../../support/connection.mts';

const brokenTls = Object.assign(new Error('decryption failed or bad record mac'), {
	code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
});

async function* brokenOff() {
	yield Buffer.from('{"data":');
	await Promise.reject(brokenTls);
}

it.each([
	['before the answer', async () => await Promise.reject<HttpAnswer>(brokenTls)],
	[
		'within the answer',
		async () => {
			const body = Readable.from(brokenOff()) as unknown as Body;
			return await Promise.resolve({ status: 200, headers: {}, body });
		},
	],
])('is not sent again when TLS fails %s', async (_, answer) => {
	let sent = 0;
	const line = connection({
		baseUrl: 'https://tls.example',
		send: async () => {
			sent++;
			return await answer();
		},
	});
	const error = postJson(line, '/leads', {});
	await expect(error).rejects.toMatchObject({ reason: 'unknown-outcome' });
	expect(sent).toBe(1);
});
