import { DateTime } from 'luxon';
import type { INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { buildWorkflow, loadedPackage } from '../support/engine.mts';

describe('the credential', () => {
	it('has the fields of the contract and masks only the token', async () => {
		const credential = (await loadedPackage()).credentials.get('calltouchApi');
		expect(credential?.displayName).toBe('Calltouch API');
		expect(
			credential?.properties.map(({ name, default: standard, typeOptions }) => [
				name,
				standard,
				typeOptions?.password ?? false,
			]),
		).toEqual([
			['siteId', '', false],
			['apiToken', '', true],
			['baseUrl', 'https://api.calltouch.ru', false],
			['timezone', 'Europe/Moscow', false],
		]);
		expect(credential?.test).toBeDefined();
	});

	it('lists the zones of Russia by city, and all others by name', async () => {
		const credential = (await loadedPackage()).credentials.get('calltouchApi');
		const zone = credential?.properties.find(({ name }) => name === 'timezone');
		const zones = (zone?.options ?? []) as INodePropertyOptions[];
		const values = zones.map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		expect(values).toEqual(expect.arrayContaining(['UTC', 'Asia/Almaty', 'Europe/Minsk']));
		expect(zones[1]).toEqual({ name: 'Moscow, Saint Petersburg (UTC+3)', value: 'Europe/Moscow' });
		const noon = DateTime.fromISO('2026-01-01T12:00:00Z');
		for (const { name, value } of zones) {
			const own = noon.setZone(String(value));
			expect(own.isValid, String(value)).toBe(true);
			const [, hours] = /\(UTC\+(\d+)\)$/.exec(name) ?? [];
			if (hours !== undefined) {
				expect(own.offset, name).toBe(Number(hours) * 60);
				expect(own.plus({ months: 6 }).offset, name).toBe(Number(hours) * 60);
			}
		}
	});

	it('is tested without following a redirect, which would take the token along', async () => {
		const credential = (await loadedPackage()).credentials.get('calltouchApi');
		expect(credential?.test?.request).toMatchObject({ disableFollowRedirect: true });
	});

	it.each([
		['https://api.calltouch.ru/', 'https://api.calltouch.ru'],
		[' api.calltouch.ru ', 'https://api.calltouch.ru'],
		['gateway.example.com:8443/', 'https://gateway.example.com:8443'],
		['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
		['http://localhost:8787/gateway/', 'http://localhost:8787/gateway'],
	])('is tested at %s as %s', async (baseUrl, address) => {
		const types = await loadedPackage();
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
		const workflow = buildWorkflow(types, { nodes: [start], connections: {} });
		const request = types.credentials.get('calltouchApi')?.test?.request;
		const credentials = { baseUrl, siteId: '12345', timezone: 'Asia/Omsk' };
		const resolve = (value: string) =>
			workflow.expression.getParameterValue(value, null, 0, 0, 'Start', [], 'manual', {
				$credentials: credentials,
			} as never);
		expect(resolve(String(request?.baseURL))).toBe(address);
		expect(resolve(String(request?.qs?.dateFrom))).toBe(
			DateTime.now().setZone('Asia/Omsk').minus({ days: 1 }).toFormat('dd/MM/yyyy'),
		);
	});
});
