import { describe, expect, it } from 'vitest';
import { credentialFor, tokenShapes } from '../support/calltouch.mts';
import { searchList } from '../support/listSearch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 5, requestsPerDay: 5, dealsPerDay: 5 });

const offered = async (method: string, setting = {}) =>
	(await searchList(method, credentialFor(sandbox), setting)).map(({ value }) => value);

describe('the list of', () => {
	it.each([
		['searchManagers', ['Иванова', 'Петров', 'Сидорова']],
		['searchFunnels', ['Main', 'Service']],
		['searchTags', ['vip', 'Замер', 'Лид Самара', 'Повторный', 'звонок']],
		['searchSources', ['google', 'yandex']],
	])('%s offers what the journals show, each once and sorted', async (method, names) => {
		const values = await offered(method);
		expect(values).toEqual(expect.arrayContaining(names));
		expect(new Set(values).size).toBe(values.length);
		expect(values).toEqual([...values].sort((a, b) => String(a).localeCompare(String(b))));
		expect(values.join()).not.toMatch(/[<(]/);
	});

	it.each([
		[undefined, 'google'],
		['source', 'google'],
		['medium', 'cpc'],
		['callTags', 'VIP'],
		['utmCampaign', 'spring'],
	])('values of a condition on %s offers those of the calls', async (field, value) => {
		sandbox.addCall({
			fields: { callTags: [{ names: ['VIP'] }], utmCampaign: 'spring', medium: 'cpc' },
		});
		sandbox.requests.clear();
		for (const type of ['calltouch', 'calltouchTrigger'])
			expect(await offered('searchCallValues', { field, type })).toContain(value);
		for (const { path, query } of sandbox.requests) {
			expect(path).toContain('/calls-diary/calls');
			expect(query.withCallTags).toBe(field === 'callTags' ? 'true' : undefined);
		}
	});

	it('managers is searched in any case of letters', async () => {
		expect(await offered('searchManagers', { filter: 'ПЕТ' })).toEqual(['Петров']);
		expect(await offered('searchManagers', { filter: 'nobody' })).toEqual([]);
	});

	it('names comes from the site of the options, unless that is an expression', async () => {
		for (const siteId of ['23456', '={{ $json.site }}']) {
			sandbox.requests.clear();
			await offered('searchFunnels', { options: { siteId } });
			const site = siteId === '23456' ? '23456' : '12345';
			expect(sandbox.requests[0]?.path).toContain(`/${site}/`);
		}
	});

	it('tags of a busy account reads no more than a thousand records of each journal', async () => {
		sandbox.configure({ callsPerDay: 3000 });
		await offered('searchTags');
		expect(sandbox.requests.length).toBeLessThanOrEqual(4);
	});

	it('tags survives records of any form', async () => {
		sandbox.addCall({ fields: { callTags: [null, { names: null }, { names: [1, 'own'] }] } });
		expect(await offered('searchTags', { filter: 'own' })).toEqual(['own']);
	});

	it('anything tells what is wrong, without the token', async () => {
		const credential = credentialFor(sandbox, { apiToken: 'wrong-token-123' });
		const error = await searchList('searchTags', credential).catch((thrown: Error) => thrown);
		expect(error).toBeInstanceOf(Error);
		const { message } = error as Error;
		expect(message).toMatch(/^Calltouch refused the API token for site 12345/);
		for (const shape of [...tokenShapes, 'wrong-token-123']) expect(message).not.toContain(shape);
	});
});
