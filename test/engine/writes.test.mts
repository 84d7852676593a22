import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { execute, siteId, token, tokenShapes } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import { writes } from '../support/writes.mts';

sandboxForEach({ dealsPerDay: 1 });
beforeEach(() => {
	sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
});

const filled = (name: string) =>
	writes(String(sandbox.callIds(12345, '2025-12-31')[0]))[name] as Record<string, unknown>;
const play = (fault: object) =>
	sandbox.configure({ faults: [{ method: 'POST', ...fault } as Fault] });
/** The form of a site carries no token, so it cannot have a wrong one. */
const withToken = (name: string) => name !== 'request: submitForm';
const names = Object.keys(writes('1'));

describe.each(names)('%s', (name) => {
	it('is taken once, by the right site and with the token in the right place', async () => {
		const { items, status, stored } = await execute(sandbox, filled(name));
		expect(status).toBe('success');
		expect(items).toHaveLength(1);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(sandbox.requests).toHaveLength(1);
		const { method, query, headers, path } = sandbox.requests[0] ?? {};
		expect(method).toBe('POST');
		expect(query).toEqual({});
		if (withToken(name)) expect(headers).toMatchObject({ 'access-token': token, siteid: siteId });
		else expect(path).toContain(`/${siteId}/`);
		for (const shape of tokenShapes) expect(stored).not.toContain(shape);
	});

	it('goes to the site of the options', async () => {
		await execute(sandbox, { ...filled(name), options: { siteId: '23456' } });
		const { headers, path } = sandbox.requests[0] ?? {};
		expect(`${String(headers?.siteid)} ${path}`).toContain('23456');
	});

	it.each([301, 302, 303])(
		'may have been done before a redirect with status %i',
		async (status) => {
			play({ kind: 'redirect', location: '/done', status });
			const { error } = await execute(sandbox, filled(name));
			expect(error?.message).toMatch(
				/^It is not known whether Calltouch took this\. .*redirects the request elsewhere/,
			);
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	it('was not done before a redirect that asks for it elsewhere', async () => {
		play({ kind: 'redirect', location: '/elsewhere', status: 308 });
		const { error } = await execute(sandbox, filled(name));
		expect(error?.message).toMatch(/^Calltouch has nothing at .*redirects the request elsewhere/);
	});

	it('is sent again after a 429', async () => {
		play({ kind: '429', times: 1 });
		const { status } = await execute(sandbox, filled(name));
		expect(status).toBe('success');
		expect(sandbox.requests).toHaveLength(2);
	});

	it.each(['500', '502', 'resetBefore', 'resetMiddle', 'hang', 'invalidUtf8'] as const)(
		'is sent once when %s leaves its fate unknown, and says so',
		async (kind) => {
			play({ kind });
			const parameters = { ...filled(name), options: { timeout: 0.3 } };
			const { error, stored } = await execute(sandbox, parameters);
			// An empty body has no byte to break.
			if (/phoneNumber/.test(name) && /Middle|Utf8/.test(kind)) return;
			expect(error?.message).toMatch(/^It is not known whether Calltouch took this\. \S/);
			expect(error?.description).toMatch(/^It was not sent again\. Look it up in Calltouch/);
			expect(sandbox.requests).toHaveLength(1);
			for (const shape of tokenShapes) expect(stored).not.toContain(shape);
		},
	);

	it.each([
		['404', /has nothing at/],
		['html200', /sent a web page instead of data/],
		['jsonError200', /^Calltouch refused the request: /],
	] as const)('was not taken when %s comes', async (kind, message) => {
		play({ kind, ...(kind === 'jsonError200' ? { shape: 'C', message: 'Неверный запрос' } : {}) });
		const { error, items } = await execute(sandbox, filled(name));
		expect(error?.message).toMatch(message);
		expect(items).toEqual([]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each([
		['a stumble of the server', 'B'],
		['nothing but words', 'A'],
	] as const)('says that its fate is unknown when a 200 brings %s', async (_, shape) => {
		play({ kind: 'jsonError200', shape });
		const { error } = await execute(sandbox, filled(name));
		expect(error?.message).toMatch(/^It is not known whether Calltouch took this\. /);
	});

	it('gives the item with its error to the error branch', async () => {
		play({ kind: 'error', status: 400, body: { message: 'Нет' } });
		const { failed, items } = await execute(sandbox, filled(name), {
			items: [{ json: { own: 1 } }],
			onError: 'continueErrorOutput',
		});
		expect(items).toEqual([]);
		const error = 'Calltouch refused the request (HTTP 400): "Нет"';
		expect(failed[0]?.json).toEqual({ own: 1, error });
		expect(failed[0]?.pairedItem).toMatchObject({ item: 0 });
	});
});

describe.each(names.filter(withToken))('%s', (name) => {
	it('tells a wrong token, and does not show it', async () => {
		const { error, stored } = await execute(sandbox, filled(name), {
			credential: { apiToken: 'wrong-token-123' },
		});
		expect(error?.message).toBe(
			`Calltouch refused the API token for site ${siteId}: "Доступ запрещен: неверный токен"`,
		);
		expect(stored).not.toContain('wrong-token-123');
		expect(sandbox.requests).toHaveLength(1);
	});
});
