import { describe, expect, it } from 'vitest';
import { fetchCounts } from '../../../nodes/Calltouch/api/statistics';
import { bodyOf, connection } from '../../support/connection.mts';

const days = { from: '2025-12-31', to: '2026-01-01' };
let hosts = 0;

type Breakdown = Parameters<typeof fetchCounts>[1];

async function read(breakdown: Breakdown, answer: unknown) {
	const to = connection({
		baseUrl: `https://statistics-${hosts++}.example`,
		retryForMs: 0,
		send: async () => {
			const body = bodyOf(JSON.stringify(answer));
			return await Promise.resolve({ status: 200, headers: {}, body });
		},
	});
	return await fetchCounts(to, breakdown, days);
}

describe('the counts of the statistics', () => {
	it.each<[Breakdown, unknown]>([
		['callsByDate', { errorCode: '500' }],
		['callsByDateSeoOnly', { errorCode: 403 }],
		['callsByDate', { status: 500 }],
		['callsByDate', { '31/12/2025': 3, error: 1 }],
		['callsByKeywords', { errorCode: '500' }],
	])('%s: %j is no count', async (breakdown, answer) => {
		await expect(read(breakdown, answer)).rejects.toThrow('Calltouch');
	});

	it('take a keyword that means an error elsewhere', async () => {
		const counts = { error: 3, 'окна пвх': '2' };
		expect(await read('callsByKeywords', counts)).toEqual([
			['error', 3],
			['окна пвх', 2],
		]);
		expect(await read('callsByKeywords', { 'e5 error': 1 })).toEqual([['e5 error', 1]]);
		expect(await read('callsByKeywords', {})).toEqual([]);
	});
});
