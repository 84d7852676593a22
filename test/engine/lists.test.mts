import { DateTime } from 'luxon';
import { beforeEach, describe, expect, it } from 'vitest';
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
			expect(query.withCallTags).toBe('true');
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

/** Names that n8n asks for, letter by letter. */
const typed = (text: string) => [...text].map((_, at) => text.slice(0, at + 1));
const journalsAsked = () => sandbox.requests.map(({ path }) => path.split('/').at(-1)).sort();

describe('a list', () => {
	it.each([
		['searchCalls', ['calls']],
		['searchDeals', ['orders']],
		['searchFunnels', ['orders']],
		['searchManagers', ['calls', 'orders', 'requests']],
		['searchSources', ['calls', 'requests']],
		['searchTags', ['calls', 'orders', 'requests']],
		['searchTrackedNumbers', ['calls']],
	])('%s asks each journal once while somebody types', async (method, journals) => {
		await Promise.all(typed('79').map(async (filter) => await offered(method, { filter })));
		for (const filter of typed('7999')) await offered(method, { filter });
		expect(journalsAsked()).toEqual(journals);
	});

	it('shares what it has read with the others of its site, and with no other site', async () => {
		for (const method of ['searchTags', 'searchManagers', 'searchCalls', 'searchDeals'])
			await offered(method);
		expect(sandbox.requests).toHaveLength(3);
		await offered('searchCalls', { options: { siteId: '23456' } });
		await searchList('searchCalls', credentialFor(sandbox, { timezone: 'Asia/Omsk' }));
		expect(sandbox.requests).toHaveLength(5);
	});

	it.each([
		['searchTags', 'calls-diary', 'vip'],
		['searchManagers', 'orders-diary', 'Петров'],
		['searchSources', 'requests', 'google'],
	])('%s shows what the other journals have when one is refused', async (method, path, name) => {
		sandbox.configure({ faults: [{ kind: '403', path }] });
		for (const filter of typed(name)) expect(await offered(method, { filter })).toContain(name);
		expect(sandbox.requests.filter((one) => one.path.includes(path))).toHaveLength(1);
	});

	it.each([
		['searchFunnels', 'orders-diary', 'deals'],
		['searchDeals', 'orders-diary', 'deals'],
		['searchCalls', 'calls-diary', 'calls'],
	])('%s does not blame the token when only its journal is refused', async (method, path, what) => {
		sandbox.configure({ faults: [{ kind: '403', path }] });
		const error = await searchList(method, credentialFor(sandbox)).catch(
			(thrown: unknown) => thrown,
		);
		expect(error).toMatchObject({
			message: `Calltouch shows this API token other journals of site 12345, but not the ${what}`,
			httpCode: null,
		});
	});
});

describe('the list of calls', () => {
	beforeEach(() => sandbox.configure({ callsPerDay: 0 }));
	const timestamp = Math.floor(Date.now() / 1000) - 60;
	const endOfDay = DateTime.now().setZone('Europe/Moscow').endOf('day').toUnixInteger();

	it('begins with the last one, and tells its time, caller and length', async () => {
		const at = DateTime.fromSeconds(timestamp, { zone: 'Europe/Moscow' }).toFormat(
			'yyyy-MM-dd HH:mm',
		);
		const fields = { callerNumber: '79158881122', successful: true, callphase: 'calldisconnected' };
		const call = sandbox.addCall({ timestamp, fields: { ...fields, duration: 65 } });
		const [first] = await searchList('searchCalls', credentialFor(sandbox));
		expect(first).toEqual({ name: `${at}, +7 915 888-11-22, 1:05`, value: call });
	});

	it.each([
		[{ successful: false, duration: 0 }, 'missed'],
		[{ callphase: 'callconnected', successful: null }, 'in progress'],
	])('tells that %j is %s', async (fields, outcome) => {
		const call = sandbox.addCall({
			timestamp,
			fields: { callphase: 'calldisconnected', ...fields },
		});
		const [first] = await searchList('searchCalls', credentialFor(sandbox));
		expect(first?.value).toBe(call);
		expect(first?.name.split(', ').at(-1)).toBe(outcome);
	});

	it.each(['9158881', '+7 915 888', '8 (915) 888-11-22', '8 915', 'MISSED'])(
		'finds %s',
		async (filter) => {
			const fields = { callerNumber: '79158881122', successful: false };
			const call = sandbox.addCall({
				timestamp,
				fields: { callphase: 'calldisconnected', ...fields },
			});
			expect(await offered('searchCalls', { filter })).toContain(call);
			expect(await offered('searchCalls', { filter: call.slice(0, -1) })).toContain(call);
			expect(await offered('searchCalls', { filter: '0000000' })).not.toContain(call);
		},
	);

	it.each(['dd.MM', 'dd.MM.yy', 'dd.MM.yyyy', 'dd.MM.yyyy HH', 'yyyy-MM-dd'])(
		'finds the day typed as %s',
		async (format) => {
			const call = sandbox.addCall({ timestamp });
			const filter = DateTime.fromSeconds(timestamp, { zone: 'Europe/Moscow' }).toFormat(format);
			expect(await offered('searchCalls', { filter })).toContain(call);
			expect(await offered('searchCalls', { filter: '31.02' })).toEqual([]);
		},
	);

	it('shows the newest of a long journal with a second request, page by page', async () => {
		sandbox.configure({ callsPerDay: 100 });
		const call = sandbox.addCall({ timestamp: endOfDay });
		const values = await offered('searchCalls');
		expect(values).toHaveLength(200);
		expect(values[0]).toBe(call);
		expect(sandbox.requests).toHaveLength(2);
		const more = await offered('searchCalls', { paginationToken: '200' });
		expect(more).toHaveLength(200);
		expect(values).not.toContain(more[0]);
		expect(sandbox.requests).toHaveLength(2);
	});
});

describe('the other lists', () => {
	it('of deals has their numbers, with name, status and day', async () => {
		const [first] = await searchList('searchDeals', credentialFor(sandbox));
		expect(first?.name).toMatch(/^A-\d+, Deal \d+, (New|In progress|Won|Lost), \d{4}-\d\d-\d\d$/);
		expect(first?.name.split(',')[0]).toBe(first?.value);
	});

	it('of tracked numbers has each once, static ones first', async () => {
		const phoneNumber = '74990003000';
		const fields = { phoneNumber, source: phoneNumber, subPoolName: 'Office' };
		for (let calls = 0; calls < 2; calls++) sandbox.addCall({ fields });
		const numbers = await searchList('searchTrackedNumbers', credentialFor(sandbox));
		expect(numbers.filter(({ value }) => value === phoneNumber)).toEqual([
			{ name: '+7 499 000-30-00, Office, static', value: phoneNumber },
		]);
		const areStatic = numbers.map(({ name }) => name.endsWith(', static'));
		expect(areStatic).toContain(false);
		expect(areStatic).toEqual([...areStatic].sort().reverse());
	});
});
