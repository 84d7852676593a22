import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, checkCredentials } from '../../../../nodes/Calltouch/api/http/auth';
import { growthOf, linear } from '../../../support/growth.mts';

const credentials = {
	siteId: '12345',
	apiToken: 'a+b/c=.d',
	baseUrl: 'https://api.calltouch.ru',
	timezone: 'Europe/Moscow',
};
const root = 'https://api.calltouch.ru/calls-service/RestAPI';

describe('authorize', () => {
	it.each([
		[`${root}/12345/calls-diary/calls`, 'clientApiId'],
		[`${root}/12345/calls-diary/calls/1/download`, 'clientApiId'],
		[`${root}/requests`, 'clientApiId'],
		[`${root}/requests/`, 'clientApiId'],
		[`${root}/12345/orders-diary/orders`, 'clientApiId'],
		[`${root}/statistics/12345/calls/total-count`, 'access_token'],
		[`${root}/statistics/12345/calls/seo/count-by-date`, 'access_token'],
	])('puts the token for %s into %s', (url, key) => {
		expect(authorize(credentials, { url, qs: { page: 1 } })).toEqual({
			url,
			qs: { page: 1, [key]: credentials.apiToken },
		});
	});

	it.each([
		'lead-service/v1/api/request/create',
		'widget-service/v1/api/widget-request/user-form/create',
		'phone-service/v1/api/calltracking/ad-platform/phone/list',
		'scoring-service/v1/api/calltouch-scoring/create',
	])('puts token and site into headers for %s', (path) => {
		const url = `https://api.calltouch.ru/${path}`;
		expect(authorize(credentials, { url })).toEqual({
			url,
			headers: { 'Access-Token': credentials.apiToken, SiteId: '12345' },
		});
		expect(authorize(credentials, { url, headers: { SiteId: '777' } }).headers).toEqual({
			'Access-Token': credentials.apiToken,
			SiteId: '777',
		});
	});

	it.each([
		`${root}/requests/12345/register/`,
		`${root}/requests/12345/register`,
		`${root}/12345/getnodeid/`,
	])('sends no token to %s', (url) => {
		expect(authorize(credentials, { url })).toEqual({ url });
	});

	it('reads the address in each way that n8n writes it', () => {
		const qs = { clientApiId: credentials.apiToken };
		const path = '/calls-service/RestAPI/requests';
		const requests = [
			{ baseURL: 'https://api.calltouch.ru', url: path },
			{ baseURL: 'https://api.calltouch.ru/', url: path.slice(1) },
			{ uri: `${root}/requests` },
			{ url: `${root}/requests?siteId=1` },
		];
		for (const request of requests)
			expect(authorize(credentials, request)).toEqual({ ...request, qs });
	});

	it.each([
		'https://evil.example/calls-service/RestAPI/12345/calls-diary/calls',
		'https://api.calltouch.ru.evil.example/lead-service/v1',
		'https://api.calltouch.ru@evil.example/lead-service/v1',
		'https://evil.example/https://api.calltouch.ru/',
		'https://api.calltouch.ru:8443/calls-service/RestAPI/requests',
		'http://api.calltouch.ru/calls-service/RestAPI/requests',
		'//api.calltouch.ru/x',
		'no address',
		'',
	])('gives the token to nobody else: %s', (url) => {
		expect(authorize(credentials, { url })).toEqual({ url });
	});

	it('gives the token to no other host, whatever the address', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
				expect(JSON.stringify(authorize(credentials, { url }))).not.toContain(credentials.apiToken);
			}),
		);
	});

	it('follows a base URL with a path and a port, as of a gateway', () => {
		const behind = { ...credentials, baseUrl: ' http://127.0.0.1:8787/gateway/ ' };
		const url =
			'http://127.0.0.1:8787/gateway/calls-service/RestAPI/statistics/1/calls/total-count';
		expect(authorize(behind, { url })).toHaveProperty('qs', { access_token: credentials.apiToken });
	});
});

describe('checkCredentials', () => {
	it.each(['/', '/x', '?', '.', ' ', '%2f'])(
		'takes time in proportion to the length of a Base URL with many "%s"',
		async (unit) => {
			const make = (size: number) => `https://x.example${unit.repeat(size)}x`;
			const check = (baseUrl: string) => checkCredentials({ ...credentials, baseUrl });
			expect(await growthOf(40_000, make, check)).toBeLessThan(linear);
		},
	);

	it.each(['abc\u200bdef', '\ufeffabcdef', '\u202aabcdef\u202c', ' \u200e abcdef\u2060 '])(
		'takes signs out of a token and a site that nobody sees: %j',
		(apiToken) => {
			const siteId = '\u200b12345\u200e';
			expect(checkCredentials({ ...credentials, apiToken, siteId })).toMatchObject({
				apiToken: 'abcdef',
				siteId: '12345',
			});
		},
	);

	it('takes away stray spaces and slashes', () => {
		const typed = {
			siteId: ' 12345 ',
			apiToken: ' t ',
			baseUrl: ' https://x.example/ ',
			timezone: ' UTC ',
		};
		expect(checkCredentials(typed)).toEqual({
			siteId: '12345',
			apiToken: 't',
			baseUrl: 'https://x.example',
			timezone: 'UTC',
		});
	});

	it.each(['api.calltouch.ru', ' api.calltouch.ru/ ', 'gateway.example.com:8443'])(
		'means https by a host alone: %s',
		(baseUrl) => {
			const own = { ...credentials, baseUrl };
			const address = `https://${baseUrl.trim().replace('/', '')}`;
			expect(checkCredentials(own).baseUrl).toBe(address);
			const request = { url: `${address}/calls-service/RestAPI/requests` };
			expect(authorize(own, request)).toHaveProperty('qs.clientApiId', credentials.apiToken);
			const unsafe = { url: request.url.replace('https', 'http') };
			expect(authorize(own, unsafe)).toEqual(unsafe);
		},
	);

	it.each([
		[{ apiToken: '' }, 'API Token in the credential is empty'],
		[{ apiToken: 'a b' }, 'API Token in the credential has a space inside'],
		[{ siteId: 'shop' }, 'Site ID in the credential "shop" is not a number'],
		[{ siteId: '../1' }, 'Site ID in the credential "../1" is not a number'],
		[
			{ baseUrl: 'ftp://api.calltouch.ru' },
			'Base URL in the credential "ftp://api.calltouch.ru" is not a web address',
		],
		[{ baseUrl: 'localhost:8787' }, 'Base URL in the credential is not a web address'],
		[{ baseUrl: 'file:///etc' }, 'is not a web address'],
		[{ baseUrl: 'https://x.example/?a=1' }, 'is not a web address'],
		[{ baseUrl: 'https://x.example/?' }, 'Base URL in the credential is not a web address alone'],
		[{ baseUrl: 'https://x.example/#' }, 'Base URL in the credential is not a web address alone'],
		[{ baseUrl: 'https://x.example?' }, 'Base URL in the credential is not a web address alone'],
		[
			{ apiToken: 'ab\u2011c' },
			'API Token in the credential holds a sign that cannot be sent (U+2011)',
		],
		[
			{ apiToken: 'токен' },
			'API Token in the credential holds a sign that cannot be sent (U+0442)',
		],
		[{ apiToken: '\u200b' }, 'API Token in the credential is empty'],
		[{ siteId: '12\u00ad345x' }, 'Site ID in the credential "12345x" is not a number'],
		[{ apiToken: 'a\u0000b' }, 'API Token in the credential holds a sign that cannot be sent'],
		[{ timezone: 'Moscow' }, 'Account Time Zone in the credential "Moscow" is not known'],
	])('refuses %o', (change, message) => {
		expect(() => checkCredentials({ ...credentials, ...change })).toThrow(message);
	});

	it.each([
		['https://api.calltouch.ru/?clientApiId=typed-token', 'other-token'],
		['typed-token', 'other-token'],
		['https://typed-token', 'https://api.calltouch.ru'],
		['https://api.calltouch.ru/typed%2Dtoken', 'typed-token'],
		['https://typed-token@api.calltouch.ru', 'typed-token'],
		['ftp://user:typed-token@x.example', 'other-token'],
		['api.calltouch.ru/typed-token', 'other-token'],
		['https://[typed-token', 'other-token'],
	])('shows no token that was typed into Base URL: %s', (baseUrl, apiToken) => {
		const attempt = () => checkCredentials({ ...credentials, baseUrl, apiToken });
		if (baseUrl === 'https://typed-token') return expect(attempt).not.toThrow();
		expect(attempt).toThrow(/^Base URL in the credential (?!.*typed)/);
	});

	it('never shows the token', () => {
		const apiToken = 'secret token';
		expect(() => checkCredentials({ ...credentials, apiToken })).toThrow(
			expect.objectContaining({ message: expect.not.stringContaining('secret') as string }),
		);
	});
});
