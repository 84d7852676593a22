import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 0 });

describe('phoneNumber', () => {
	const getAll = { resource: 'phoneNumber', operation: 'getAll' };
	const update = { resource: 'phoneNumber', operation: 'update' };
	const remove = { resource: 'phoneNumber', operation: 'delete' };
	const getRedirects = { resource: 'phoneNumber', operation: 'getRedirects' };
	const phoneNumber = '8 (499) 000-20-00';

	it('getAll passes the answer on whole', async () => {
		const { json } = await execute(sandbox, {
			...getAll,
			phoneNumbers: `${phoneNumber}, 4990000000`,
		});
		expect(lastBody()).toEqual({ phoneNumbers: ['74990002000', '74990000000'] });
		expect(json).toEqual([
			{
				data: [
					{
						phoneNumber: '74990002000',
						displayOptions: { source: '74990002000', medium: 'offline' },
					},
					{ phoneNumber: '74990000000', displayOptions: null },
				],
			},
		]);
	});

	it.each(['500', 'resetBefore', '429'])(
		'getAll is a read: it is asked again after %s',
		async (kind) => {
			sandbox.configure({ faults: [{ kind: kind as '500', times: 1 }] });
			const { status } = await execute(sandbox, { ...getAll, phoneNumbers: phoneNumber });
			expect(status).toBe('success');
			expect(sandbox.requests).toHaveLength(2);
		},
	);

	it('update sends the documented body, key by key', async () => {
		const { json } = await execute(sandbox, {
			...update,
			phoneNumber,
			displayOptions: { source: 's', medium: 'm', campaign: 'c', content: 'ct', keyword: 'k' },
			redirectOptions: '{"redirectId": 7}',
		});
		expect(lastBody()).toEqual({
			phoneNumber: '74990002000',
			displayOptions: { source: 's', medium: 'm', campaign: 'c', content: 'ct', keyword: 'k' },
			redirectOptions: { redirectId: 7 },
		});
		expect(json).toEqual([{ phoneNumber: '74990002000', updated: true, answer: null }]);
		expect(sandbox.ledger.phones.get('74990002000')).toMatchObject({ source: 's' });
	});

	it.each([
		[{}, 'Display Options and Redirect Options are both empty'],
		[{ redirectOptions: '[1]' }, 'Redirect Options "[1]" is not a JSON object'],
		[{ redirectOptions: '{' }, 'Redirect Options "{" is not a JSON object'],
		[
			{ displayOptions: { source: 's' }, redirectOptions: '={{ $json.redirct }}' },
			'Redirect Options is empty',
		],
		[{ phoneNumber: '12' }, 'Tracked Number "12" is not a phone number with its area code'],
	])('update refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...update, phoneNumber, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('delete frees the number; a number that is not in use is refused', async () => {
		const items = ['74990002000', '74990000000'].map((phone) => ({ json: { phone } }));
		const parameters = { ...remove, phoneNumber: '={{ $json.phone }}' };
		const { json, failed } = await execute(sandbox, parameters, { items, ...toBranch });
		expect(json).toEqual([{ phoneNumber: '74990002000', deleted: true, answer: null }]);
		expect(failed[0]?.json.error).toContain('Номер 74990000000 не используется');
		expect(sandbox.ledger.phones.has('74990002000')).toBe(false);
	});

	it('getRedirects sends the documented body, key by key', async () => {
		const { json } = await execute(sandbox, {
			...getRedirects,
			filters: {
				redirectIds: '1, 2',
				redirectName: 'x',
				filterMode: 'start_with',
				redirectStatus: 'active',
				poolName: 'x',
				phoneNumbers: phoneNumber,
			},
		});
		expect(lastBody()).toEqual({
			redirectOptions: {
				redirectIds: [1, 2],
				redirectName: { value: 'x', filterMode: 'start_with' },
				redirectStatus: 'active',
			},
			poolOptions: { poolName: { value: 'x' } },
			phoneNumbers: ['74990002000'],
		});
		expect(json[0]).toHaveProperty('data.0.redirectId', 1);
	});

	it('getRedirects asks for all of them without filters, and for fifty by id at most', async () => {
		await execute(sandbox, getRedirects);
		expect(sandbox.requests[0]?.body).toBe('{}');
		const redirectIds = Array.from({ length: 51 }, (_, id) => id).join();
		const { error } = await execute(sandbox, { ...getRedirects, filters: { redirectIds } });
		expect(error?.message).toBe('Redirect IDs has more than 50 entries');
	});
});
