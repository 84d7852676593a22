import { describe, expect, it } from 'vitest';
import {
	retryAfter,
	statusError,
	storageError,
	unexpectedAnswer,
} from '../../../../nodes/Calltouch/api/http/answerErrors';
import { connection } from '../../../support/connection.mts';

const path = '/calls-service/RestAPI/12345/calls-diary/calls';
const answer = (status: number, headers = {}) => ({ status, headers });

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

	it.each([408, 429, 500, 503])('hears how long to wait after %i', (status) => {
		const asking = answer(status, { 'retry-after': '7' });
		expect(statusError(connection().site, path, asking, '').retryAfterMs).toBe(7000);
	});

	it('names who else may have refused', () => {
		const proxy = statusError(connection().site, path, answer(407), '<html>login</html>');
		expect(proxy.message).toContain('A proxy');
		const remedyOf = (words: string) =>
			statusError(connection().site, path, answer(403), words).remedy;
		expect(remedyOf('<html>denied</html>')).toContain('firewall');
		expect(remedyOf('{"message":"no access"}')).not.toContain('firewall');
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

it('hears how long to wait from the storage that Calltouch redirects to', () => {
	const asking = answer(503, { 'retry-after': '7' });
	const error = storageError(connection().site, 'storage.example', asking, '');
	expect(error.retryAfterMs).toBe(7000);
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
