import { describe, expect, it } from 'vitest';
import {
	apiMessage,
	networkError,
	retryAfter,
	statusError,
	unexpectedAnswer,
} from '../../../../nodes/Calltouch/api/http/answerErrors';
import { connection } from '../../../support/connection.mts';

const path = '/calls-service/RestAPI/12345/calls-diary/calls';
const answer = (status: number, headers = {}) => ({ status, headers });

describe('the five shapes of refusals', () => {
	it.each([
		['{"message":"Доступ запрещен"}', 'Доступ запрещен'],
		[
			'{"errorCode":"500","message":"При обработке вашего запроса произошла ошибка."}',
			'При обработке вашего запроса произошла ошибка.',
		],
		[
			'{"data":{"apiErrorData":{"errorCode":"10003","errorMessage":"Нет активного виджета"}}}',
			'Нет активного виджета',
		],
		[
			'{"data":{"validationErrorData":{"violations":[{"message":"Поле A"},{"message":"Поле B"}]}}}',
			'Поле A; Поле B',
		],
		['{"data":{"message":"no"}}', 'no'],
		['{"data":{"apiErrorData":{"errorCode":"10013"}}}', 'code 10013'],
		['{"errorCode":403}', 'code 403'],
	])('%s', (body, words) => {
		expect(apiMessage(body)).toBe(words);
	});

	it.each([
		'<html></html>',
		'',
		'text',
		'[]',
		'5',
		'null',
		'{}',
		'{"message":5}',
		'{"data":null}',
		'{"data":{"validationErrorData":{"violations":[null]}}}',
	])('finds no words in %s', (body) => {
		expect(apiMessage(body)).toBeUndefined();
	});
});

describe('statusError', () => {
	it.each([
		[401, 'refused-credential', 1],
		[403, 'refused-credential', 1],
		[302, 'not-there', 1],
		[404, 'not-there', 1],
		[400, 'refused', 1],
		[429, 'rate-limited', Infinity],
		[408, 'unavailable', 5],
		[500, 'unavailable', 5],
		[502, 'unavailable', 5],
	])('tells what %i means', (status, reason, tries) => {
		const error = statusError(
			connection().site,
			path,
			answer(status),
			'{"message":"words of Calltouch"}',
		);
		expect(error).toMatchObject({ reason, status, tries });
		expect(error.message).toContain('"words of Calltouch"');
		expect(error.remedy).toMatch(/\.$/);
	});

	it.each([
		[301, true],
		[302, true],
		[303, true],
		[307, false],
		[308, false],
		[404, false],
	])('tells whether something may have been done before %i', (status, mayBeDone) => {
		expect(statusError(connection().site, path, answer(status), '')).toMatchObject({ mayBeDone });
	});

	it('quotes no page, and no token', () => {
		const page = statusError(connection().site, path, answer(502), '<html>secret</html>');
		expect(`${page.message} ${page.remedy}`).not.toMatch(/html|secret/);
		const echo = statusError(
			connection().site,
			path,
			answer(403),
			'{"message":"token secret is unknown"}',
		);
		expect(echo.message).toContain('token *** is unknown');
	});
});

describe('retryAfter', () => {
	it('reads seconds and dates', () => {
		expect(retryAfter(answer(429, { 'retry-after': '3' }))).toBe(3000);
		const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
		const milliseconds = retryAfter(answer(429, { 'retry-after': inTenSeconds })) ?? 0;
		expect(milliseconds).toBeGreaterThan(8000);
		expect(milliseconds).toBeLessThanOrEqual(10_000);
		expect(retryAfter(answer(429, { 'retry-after': new Date(0).toUTCString() }))).toBe(0);
	});

	it.each([undefined, '', 'soon', '-5', ['1']])('knows no pause in %s', (header) => {
		expect(retryAfter(answer(429, { 'retry-after': header }))).toBeUndefined();
	});
});

describe('unexpectedAnswer', () => {
	it.each([
		['<!DOCTYPE html><p>help</p>', 'Calltouch sent a web page instead of data', 1],
		['{"message":"no such report"}', 'Calltouch refused the request: "no such report"', 1],
		['', 'Calltouch sent an empty answer', 5],
		['{"rows":[]}', 'Calltouch sent something else than was asked for', 1],
	])('names %s', (body, message, tries) => {
		const error = unexpectedAnswer(connection().site, path, 200, body);
		expect(error.message).toContain(message);
		expect(error.tries).toBe(tries);
	});
});

describe('networkError', () => {
	it.each([
		['ENOTFOUND', 'api.calltouch.example cannot be reached', 1],
		['ECONNREFUSED', 'api.calltouch.example cannot be reached', 5],
		['ECONNRESET', 'broke before the answer was complete', 5],
		['ECONNABORTED', 'was silent for 60 seconds', 5],
		['ETIMEDOUT', 'was silent for 60 seconds', 5],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'No secure connection to api.calltouch.example', 1],
		['CERT_HAS_EXPIRED', 'No secure connection to api.calltouch.example', 1],
		['EPROTO', 'No secure connection to api.calltouch.example', 1],
	])('explains %s', (code, message, tries) => {
		const error = networkError('api.calltouch.example', connection().policy, code);
		expect(error.message).toContain(message);
		expect(error.remedy).toContain(`Check Base URL in the credential`);
		expect(error.remedy).toContain(code);
		expect(error.tries).toBe(tries);
	});
});
