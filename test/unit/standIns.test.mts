import { describe, expect, it } from 'vitest';
import { googleSheets } from '../e2e/standIns/googleSheets.mts';
import { openAi } from '../e2e/standIns/openAi.mts';
import { s3 } from '../e2e/standIns/s3.mts';
import { serve, type Asked } from '../e2e/standIns/service.mts';

const text: unknown = expect.any(String);

const asked = (method: string, address: string, token: string, body: unknown = ''): Asked => {
	const { hostname, pathname, searchParams } = new URL(address);
	return {
		method,
		host: hostname,
		path: pathname,
		query: searchParams,
		headers: { authorization: token, 'content-type': 'application/json' },
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
	};
};

describe('Google Sheets, played, refuses', () => {
	const sheets = 'https://sheets.googleapis.com/v4/spreadsheets/book';
	const right = 'Bearer token-of-google';
	const ask = async (...[method, tail, token, body]: Parameters<typeof asked>) =>
		await serve(googleSheets('book', ['Calls']), asked(method, sheets + tail, token, body));
	const cases: Array<[string, number, ...Parameters<typeof asked>]> = [
		['a wrong token', 401, 'GET', '', 'Bearer wrong'],
		['a sheet that is not there', 400, 'GET', '/values/Other', right],
		['values without valueInputOption', 400, 'PUT', '/values/Calls!1:1', right, { values: [] }],
		[
			'an object in a cell',
			400,
			...(['PUT', '/values/Calls!1:1?valueInputOption=RAW', right, { values: [[{}]] }] as const),
		],
		[
			'rows below the last one',
			400,
			...([
				'PUT',
				'/values/Calls!1001:1001?valueInputOption=RAW',
				right,
				{ values: [[1]] },
			] as const),
		],
	];
	it.each(cases)('%s', async (_, status, ...request) => {
		expect(await ask(...request)).toMatchObject({
			status,
			body: { error: { code: status, message: text, status: text } },
		});
	});
});

describe('OpenAI, played, refuses', () => {
	const chat = 'https://api.openai.com/v1/chat/completions';
	const cases: Array<[string, number, string, unknown]> = [
		['a wrong key', 401, 'Bearer wrong', {}],
		[
			'a chat without a model',
			400,
			'Bearer key-of-openai',
			{ messages: [{ role: 'user', content: '' }] },
		],
		[
			'a chat without words',
			400,
			'Bearer key-of-openai',
			{ model: 'm', messages: [{ role: 'user' }] },
		],
	];
	it.each(cases)('%s', async (_, status, token, body) => {
		const answer = await serve(openAi(), asked('POST', chat, token, body));
		expect(answer).toMatchObject({ status, body: { error: { message: text } } });
	});
});

describe('S3, played, refuses', () => {
	it.each([
		['no signature', '', 'AccessDenied'],
		[
			'another key',
			'AWS4-HMAC-SHA256 Credential=other/s, SignedHeaders=h, Signature=s',
			'InvalidAccessKeyId',
		],
		[
			'another content',
			'AWS4-HMAC-SHA256 Credential=key-of-s3/s, SignedHeaders=h, Signature=s',
			'XAmzContentSHA256Mismatch',
		],
	])('%s', async (_, authorization, code) => {
		const address = 'https://storage.yandexcloud.net/bucket/key';
		const answer = await serve(s3('bucket'), asked('PUT', address, authorization));
		expect(answer.body).toContain(`<Code>${code}</Code>`);
	});
});
