import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusError, unexpectedAnswer } from '../../nodes/Calltouch/api/http/answerErrors';
import { authorize } from '../../nodes/Calltouch/api/http/auth';
import { callKeys } from '../../nodes/Calltouch/api/journals/callKeys';
import { readDay } from '../../nodes/Calltouch/api/time/dates';
import { CalltouchError } from '../../nodes/Calltouch/api/errors';
import { digits } from '../../nodes/Calltouch/api/ids';
import { readPage } from '../../nodes/Calltouch/api/journals/page';
import { redactor } from '../../nodes/Calltouch/api/http/redact';
import { sitePath } from '../../nodes/Calltouch/api/paths';
import { callOutput } from '../../nodes/Calltouch/shared/lists/callOutput';
import { rowSource } from '../../nodes/Calltouch/shared/fields/source';
import { safeFileName } from '../../nodes/Calltouch/shared/export/fileName';
import { connection } from '../support/connection.mts';

/** Together with the other property tests these are more than 20,000 cases in each run. */
const many = { numRuns: 2500 };

const text = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('', '\u0000', '\ud800'),
);
const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });

describe('hostile ids', () => {
	it('never change the path: digits come through, everything else is refused with its name', () => {
		const almost = fc.tuple(fc.nat(), text).map(([number, rest]) => `${number}${rest}`);
		fc.assert(
			fc.property(fc.oneof(anything, almost, fc.nat()), (value) => {
				try {
					const checked = digits(value, 'Call ID');
					expect(checked).toMatch(/^\d{1,20}$/);
					const path = sitePath(checked, `/calls-diary/calls/${checked}/download`);
					expect(new URL(`https://a.example${path}`).pathname).toBe(path);
				} catch (error) {
					expect(error).toBeInstanceOf(CalltouchError);
					expect((error as Error).message).toContain('Call ID');
				}
			}),
			many,
		);
	});
});

describe('hostile dates', () => {
	it('are a day of the calendar or nothing', () => {
		const near = fc
			.tuple(fc.nat(40), fc.nat(14), fc.nat(10_000), fc.constantFrom('/', '.', '-'), text)
			.map(([day, month, year, mark, rest]) => `${day}${mark}${month}${mark}${year}${rest}`);
		fc.assert(
			fc.property(fc.oneof(anything, near, text), (value) => {
				const day = readDay(value, 'Europe/Moscow');
				if (day === undefined) return;
				expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
			}),
			many,
		);
	});
});

describe('hostile answers', () => {
	it('become one sentence without the token, whatever they say', () => {
		const secret = 'token+/=1';
		const redact = redactor(secret);
		const withToken = text.map((words) =>
			JSON.stringify({ message: `${words}${secret}${encodeURIComponent(secret)}` }),
		);
		fc.assert(
			fc.property(
				fc.oneof(fc.json(), text, withToken),
				fc.integer({ min: 200, max: 599 }),
				(words, status) => {
					const { site: to } = connection({ redact });
					const answer = { status, headers: {} };
					const error =
						status < 300
							? unexpectedAnswer(to, '/journal', status, words)
							: statusError(to, '/journal', answer, words);
					expect(error.message).toMatch(/^(?:Calltouch|A proxy) /);
					expect(error.remedy).toMatch(/\.$/);
					for (const shape of [secret, encodeURIComponent(secret)])
						expect(error.message).not.toContain(shape);
					expect(error.message.length).toBeLessThan(700);
				},
			),
			many,
		);
	});

	it('are a page of records or none', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					anything,
					fc.record({ records: anything, pageTotal: anything }, { requiredKeys: [] }),
				),
				async (json) => {
					const body = Buffer.from(JSON.stringify(json) ?? 'null');
					const picked: unknown[] = [];
					const pick = (record: unknown) => picked.push(record);
					const page = await readPage(body, { id: 'callId', size: 1000, pick });
					expect(picked.every((record) => typeof record === 'object' && record !== null)).toBe(
						true,
					);
					if (page === undefined) return;
					expect(page.kept).toHaveLength(picked.length);
					expect(page.total ?? 1).toBeGreaterThan(0);
				},
			),
			many,
		);
	});
});

describe('hostile records', () => {
	const value = fc.oneof(anything, fc.constant(null), fc.constant(undefined));
	const keys = fc.constantFrom(...callKeys, '__proto__', 'constructor', 'hasOwnProperty');
	const record = fc.array(fc.tuple(keys, value), { maxLength: 12 }).map((members) => {
		const call = {};
		for (const [key, own] of members) {
			Object.defineProperty(call, key, { value: own, enumerable: true, configurable: true });
		}
		return call;
	});

	it.each(['simplified', 'raw', 'selected'])('go through the output "%s"', (output) => {
		const fields = ['callId', 'date', '__proto__', 'constructor', 'phrases'];
		const source = rowSource({ output, fields, include: [] }, 'Europe/Moscow', (label) => label);
		const { shape } = callOutput.read(source, 'output');
		fc.assert(
			fc.property(record, (call) => {
				const shaped = shape(call);
				expect(Object.getPrototypeOf(shaped)).toBe(Object.prototype);
				if (output === 'raw') expect(shaped).toBe(call);
				if (output === 'selected') expect(Object.keys(shaped)).toEqual(fields);
				if (output === 'simplified') expect(Object.keys(shaped).length).toBeLessThanOrEqual(10);
			}),
			many,
		);
		expect(Object.prototype).not.toHaveProperty('callId');
	});
});

describe('hostile addresses', () => {
	it('get the token only when they belong to the host of the base URL', () => {
		const credentials = {
			siteId: '1',
			apiToken: 'secret-token',
			baseUrl: 'https://api.calltouch.ru',
			timezone: 'Europe/Moscow',
		};
		const near = fc.constantFrom(
			'https://api.calltouch.ru.evil.example/x',
			'https://api.calltouch.ru@evil.example/x',
			'https://evil.example/https://api.calltouch.ru/',
			'http://api.calltouch.ru/x',
			'https://api.calltouch.ru:8443/x',
			'//evil.example/x',
			'https:\\\\evil.example\\x',
			'https://api.calltouch.ru\\@evil.example/x',
			'https://API.CALLTOUCH.RU/x',
		);
		fc.assert(
			fc.property(fc.oneof(fc.webUrl(), near, text), (url) => {
				const request = authorize(credentials, { url });
				const isHome = URL.canParse(url) && new URL(url).origin === 'https://api.calltouch.ru';
				if (!isHome) expect(JSON.stringify(request)).not.toContain('secret-token');
			}),
			many,
		);
	});
});

describe('hostile file names', () => {
	it('are names without folders, control signs or an empty beginning', () => {
		fc.assert(
			fc.property(fc.oneof(anything, text), (wanted) => {
				let spoken = wanted;
				try {
					String(wanted);
				} catch {
					spoken = '';
				}
				const name = safeFileName(spoken, 'call', 'mp3');
				expect(name).toMatch(/^[^\p{Cc}"*/:<>?\\|]+\.mp3$/u);
				expect(name).not.toMatch(/^\./);
			}),
			many,
		);
	});
});
