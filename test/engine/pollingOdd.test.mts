import { describe, expect, it } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

/** A call of today's journal that says something else of its time. */
const addOdd = (timestamp: unknown) => sandbox.addCall({ fields: { timestamp } });

describe('a record with an odd time', () => {
	it.each([0, -1, now() - 30 * 86_400, now() - 3 * 86_400, null, 'soon'])(
		'is emitted once: timestamp %s',
		async (timestamp) => {
			sandbox.configure({ callsPerDay: 0 });
			await trigger.start();
			const call = addOdd(timestamp);
			expect(idsOf(await trigger.poll())).toEqual([call]);
			for (let polls = 0; polls < 3; polls++) expect(await trigger.poll()).toEqual([]);
			const next = sandbox.addCall();
			expect(idsOf(await trigger.poll())).toEqual([next]);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	it.each([30, 3650])('costs nothing when it lies %i days ahead', async (days) => {
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start();
		const call = addOdd(now() + days * 86_400);
		expect(idsOf(await trigger.poll())).toEqual([call]);
		for (let polls = 0; polls < 3; polls++) {
			const next = sandbox.addCall();
			sandbox.requests.clear();
			expect(idsOf(await trigger.poll())).toEqual([next]);
			expect(sandbox.requests.length).toBeLessThanOrEqual(2);
		}
	});

	it('is emitted once: a deal of today dated ten days back', async () => {
		sandbox.configure({ dealsPerDay: 2 });
		await trigger.start({ parameters: { event: 'newDeal' } });
		const tenDaysBack = (now() - 10 * 86_400) * 1000;
		const deal = sandbox.addDeal({ fields: { orderDate: tenDaysBack } });
		const found = await trigger.poll();
		expect(found.map(({ orderId }) => orderId)).toEqual([deal]);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('lets days go in a journal without any times', async () => {
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start();
		const calls = Array.from({ length: 5 }, () => addOdd(0));
		expect(idsOf(await trigger.poll()).sort()).toEqual([...calls].sort());
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('records with odd IDs', () => {
	const odd = [0, -1, 1.5, '007', ' a b,c%41', '__proto__', '?#', 'ж'.repeat(300), '\ud800', '{}'];

	it.each([{}, { event: 'changedCall', options: { includeNew: true } }])(
		'stop no other, and are emitted once: %j',
		async (parameters) => {
			sandbox.configure({ callsPerDay: 0 });
			await trigger.start({ parameters });
			for (const callId of odd) sandbox.addCall({ fields: { callId } });
			expect(await trigger.poll()).toHaveLength(odd.length);
			// What comes back from n8n's database is the same.
			expect(await trigger.start({ parameters, activation: 'init' })).toEqual([]);
		},
	);
});
