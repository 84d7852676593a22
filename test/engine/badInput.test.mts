import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { execute, siteId, tokenShapes, type Result } from '../support/calltouch.mts';
import { listen } from '../support/listen.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 3 });

/** Every operation, with parameters that are right. */
const operations = {
	'stats: get': { resource: 'stats', operation: 'get' },
	'call: getAll': { resource: 'call', operation: 'getAll' },
	'call: get': { resource: 'call', operation: 'get', callId: '5' },
	'call: summarize': { resource: 'call', operation: 'summarize' },
	'call: export': { resource: 'call', operation: 'export' },
	'request: getAll': { resource: 'request', operation: 'getAll' },
	'request: export': { resource: 'request', operation: 'export' },
	'deal: getAll': { resource: 'deal', operation: 'getAll' },
	'deal: export': { resource: 'deal', operation: 'export' },
	'record: download': { resource: 'record', operation: 'download', callId: '5' },
};
const all = Object.entries(operations);
const withPeriod = all.filter(([name]) => name !== 'record: download');
const range = (dateFrom: unknown, dateTo: unknown) => ({ period: 'range', dateFrom, dateTo });

function expectRefusal({ error, stored }: Result, message: string | RegExp) {
	expect(error?.message).toMatch(message);
	expect(error?.context.itemIndex).toBe(0);
	for (const shape of tokenShapes) expect(stored).not.toContain(shape);
}

describe.each(withPeriod)('%s refuses before any request', (_, parameters) => {
	it.each([
		['no such date', range('2025-02-30', '2025-12-31'), 'Date From "2025-02-30" is not a date'],
		[
			'the wrong order',
			range('2025-12-31', '2025-12-30'),
			'Date From "2025-12-31" is after Date To "2025-12-30"',
		],
		['a word', range('2025-12-30', 'yesterday'), 'Date To "yesterday" is not a date'],
		['nothing', range('2025-12-30', '={{ "" }}'), 'Date To is empty'],
		['a number', range('={{ 1702569133 }}', '2025-12-31'), 'Date From "1702569133" is not a date'],
		[
			'a date to come',
			{ period: 'sinceDate', dateFrom: '2999-01-01' },
			'Date From "2999-01-01" is after yesterday',
		],
		[
			'no end',
			range('2025-12-31', '9999-12-31'),
			/^Date To "9999-12-31" is after today \(\d{4}-\d\d-\d\d\)$/,
		],
		[
			'a day that never comes',
			range('9999-12-31', '9999-12-31'),
			/^Date From "9999-12-31" is after today/,
		],
		[
			'the last year of all',
			range('2025-12-31', '={{ new Date(8.64e15) }}'),
			/^Date To "9999-12-31" is after today/,
		],
		[
			'a day before all calls',
			{ period: 'sinceDate', dateFrom: '0001-01-01' },
			'Date From "0001-01-01" is before 2000-01-01, the first day that can be read',
		],
		['half a day', { period: 'lastDays', days: 1.5 }, 'Days "1.5" is not a whole number'],
		['no day', { period: 'lastDays', days: 0 }, 'Days "0" is not a whole number'],
		[
			'an expression for a range without its days',
			{ period: '={{ "range" }}' },
			'Date From is empty',
		],
		[
			'an unknown period',
			{ ...range('2025-12-30', '2025-12-31'), period: '={{ "year" }}' },
			'Period "year" is not known',
		],
	])('%s', async (_what, period, message) => {
		expectRefusal(await execute(sandbox, { ...parameters, ...period }), message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe.each(all)('%s', (_, parameters) => {
	it.each([
		[
			'a site that is a word',
			{ options: { siteId: 'shop' } },
			{},
			'Site ID "shop" is not a number made of digits',
		],
		[
			'a site that climbs',
			{ options: { siteId: '1/../2' } },
			{},
			'Site ID "1/../2" is not a number',
		],
		[
			'a credential with a wrong site',
			{},
			{ siteId: 'abc' },
			'Site ID in the credential "abc" is not a number',
		],
		['an empty token', {}, { apiToken: '' }, 'API Token in the credential is empty'],
		[
			'a base URL of another kind',
			{},
			{ baseUrl: 'ftp://api.calltouch.ru' },
			'Base URL in the credential "ftp://api.calltouch.ru" is not a web address',
		],
		[
			'an unknown zone',
			{},
			{ timezone: 'Mars' },
			'Account Time Zone in the credential "Mars" is not known',
		],
		[
			'a timeout of nothing',
			{ options: { timeout: 0 } },
			{},
			'Timeout (Seconds) "0" is not a number of seconds',
		],
		[
			'a timeout that is a word',
			{ options: { retryFor: 'long' } },
			{},
			'Keep Trying For (Seconds) "long" is not a number',
		],
	])('refuses %s before any request', async (_what, changes, credential, message) => {
		const result = await execute(sandbox, { ...parameters, ...changes }, { credential });
		expect(result.error?.message).toContain(message);
		expect(result.error?.context.itemIndex).toBe(0);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('tells a wrong token, in the words of Calltouch and with the place to look', async () => {
		const { error, stored } = await execute(sandbox, parameters, {
			credential: { apiToken: 'wrong-token-123' },
		});
		expect(error?.message).toBe(
			`Calltouch refused the API token for site ${siteId}: "Доступ запрещен: неверный токен"`,
		);
		expect(error?.description).toMatch(
			/Check API Token and Site ID in the credential.*Integrations > Send data/,
		);
		expect(error?.httpCode).toBe('403');
		expect(error).toHaveProperty('failure.cause', 'credential-invalid');
		expect(stored).not.toContain('wrong-token-123');
	});

	it('tells a wrong site', async () => {
		const { error } = await execute(sandbox, { ...parameters, options: { siteId: '777' } });
		expect(error?.message).toBe(
			'Calltouch refused the API token for site 777: "Нет доступа к сайту"',
		);
	});

	it('tells an unreachable host', async () => {
		const refused = await execute(
			sandbox,
			{ ...parameters, options: { retryFor: 0 } },
			{ credential: { baseUrl: 'http://127.0.0.1:1' } },
		);
		expectRefusal(refused, '127.0.0.1:1 cannot be reached');
		expect(refused.error?.description).toContain('Check Base URL in the credential');
		const unknown = await execute(sandbox, parameters, {
			credential: { baseUrl: 'http://calltouch.invalid' },
		});
		expectRefusal(unknown, 'calltouch.invalid cannot be reached');
	});

	it('tells a failed secure connection', async () => {
		const baseUrl = sandbox.url.replace('http:', 'https:');
		const { error } = await execute(sandbox, parameters, { credential: { baseUrl } });
		expect(error?.message).toMatch(/^No secure connection to 127\.0\.0\.1:\d+ could be made$/);
		expect(error?.description).toContain('Check Base URL in the credential');
	});

	it('tells a host that never answers', async () => {
		const silent = createServer(() => undefined);
		const baseUrl = await listen(silent);
		const options = { timeout: 0.3, retryFor: 0 };
		const result = await execute(sandbox, { ...parameters, options }, { credential: { baseUrl } });
		silent.close();
		expectRefusal(result, /^127\.0\.0\.1:\d+ was silent for 0\.3 seconds$/);
		expect(result.error?.description).toContain('Base URL');
	});

	it.each([
		['html200', /Calltouch sent a web page instead of data/],
		['empty200', /empty/],
		['404', /no recording|nothing at/],
		['jsonError200', /Calltouch refused the request|no recording|not there/],
		['500', /Calltouch could not answer \(HTTP 500\)/],
		['502', /Calltouch could not answer \(HTTP 502\)/],
		['429', /Calltouch takes no more requests for now/],
	] as const)('never takes %s for data', async (kind, message) => {
		sandbox.configure({ faults: [{ path: '/(calls|requests|orders)', kind }] });
		const result = await execute(sandbox, { ...parameters, options: { retryFor: 0 } });
		const text = `${result.error?.message} ${result.error?.description}`;
		expect(text).toMatch(
			parameters.resource === 'stats' && /404|html200/.test(kind)
				? /statistics of Calltouch are not there/
				: message,
		);
		expect(result.items).toEqual([]);
		for (const shape of tokenShapes) expect(result.stored).not.toContain(shape);
	});
});
