import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 0 });

describe('call: import', () => {
	const call = {
		resource: 'call',
		operation: 'import',
		referenceId: '={{ $json.id ?? "ref-1" }}',
		clientPhoneNumber: '8 (999) 000-00-01',
		callCenterPhoneNumber: '+7 499 000-00-02',
		callStartTime: '2026-05-06T12:30:00',
		duration: 64,
	};
	const itemsOf = (...ids: string[]) => ids.map((id) => ({ json: { id } }));

	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, {
			...call,
			additionalFields: {
				waitingTime: 0,
				sipCallId: 'sip-1',
				recordUrl: 'https://records.example/1.mp3',
				comment: 'Объявление: …',
				tags: { tag: [{ name: 'Avito' }, { name: 'Звонок с площадки' }] },
				customSources: {
					values: { source: 'avito.ru', medium: 'marketplace', campaign: 'Звонки с Авито' },
				},
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.path).toBe('/lead-service/v1/api/call/import');
		expect(lastBody()).toEqual({
			calls: [
				{
					referenceId: 'ref-1',
					clientPhoneNumber: '79990000001',
					callCenterPhoneNumber: '74990000002',
					callStartTime: '2026-05-06 12:30:00',
					duration: 64,
					waitingTime: 0,
					status: 'successful',
					customSources: {
						source: 'avito.ru',
						medium: 'marketplace',
						campaign: 'Звонки с Авито',
					},
					sipCallId: 'sip-1',
					recordUrl: 'https://records.example/1.mp3',
					comment: { text: 'Объявление: …' },
					addTags: [{ tag: 'Avito' }, { tag: 'Звонок с площадки' }],
				},
			],
		});
		expect(json).toEqual([{ referenceId: 'ref-1', logId: expect.any(Number) as number }]);
	});

	it('puts the call into the journal of its day', async () => {
		await execute(sandbox, { ...call, callStartTime: '06.05.2026 00:05', status: 'unsuccessful' });
		const { json } = await execute(sandbox, {
			resource: 'call',
			operation: 'getAll',
			period: 'range',
			dateFrom: '2026-05-06',
			dateTo: '2026-05-06',
		});
		expect(json).toMatchObject([
			{ callerNumber: '79990000001', successful: false, date: '2026-05-06T00:05:00+03:00' },
		]);
	});

	it('names the items whose reference was used before, and takes the others', async () => {
		await execute(sandbox, call, { items: itemsOf('a') });
		const { json, failed } = await execute(sandbox, call, {
			items: itemsOf('b', 'a', 'c', 'c'),
			...toBranch,
		});
		expect(json.map(({ referenceId }) => referenceId)).toEqual(['b', 'c']);
		expect(failed.map(({ pairedItem }) => pairedItem)).toMatchObject([{ item: 1 }, { item: 3 }]);
		expect(failed[0]?.json.error).toBe(
			'Calltouch refused the request (HTTP 400): "calls[0]: referenceId a уже использован"',
		);
		expect(sandbox.ledger.references.size).toBe(3);
	});

	it.each([
		[{ referenceId: '={{ "" }}' }, 'Reference ID is empty'],
		[{ referenceId: 'x'.repeat(101) }, /^Reference ID .* is longer than 100 characters$/],
		[{ clientPhoneNumber: '12' }, 'Client Phone Number "12" is not a phone number'],
		[{ callCenterPhoneNumber: '={{ "" }}' }, 'Call Center Phone Number is empty'],
		[{ callStartTime: 'noon' }, 'Start Time "noon" is not a date and time'],
		[{ duration: -30 }, 'Duration (Seconds) "-30" is not a whole number of 0 or more'],
		[{ duration: '={{ "" }}' }, 'Duration (Seconds) is empty'],
		[{ status: '={{ "lost" }}' }, 'Status "lost" is not known'],
		[
			{ additionalFields: { sipCallId: 'x'.repeat(46) } },
			/^SIP Call ID .* is longer than 45 characters$/,
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...call, ...changes });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
