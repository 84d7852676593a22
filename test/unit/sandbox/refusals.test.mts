import { describe, expect, it } from 'vitest';
import { STRANGER } from '../../sandbox/endpoints/lead-search.mts';
import type { Settings } from '../../sandbox/server/settings.mts';
import { FORM, LEADS, post, start } from './client.mts';

describe('refusals of entries', () => {
	const strangers = [{ type: 'callContact', callContactParams: { phones: [STRANGER] } }];
	const refusedDeal = {
		matching: strangers,
		orderNumber: 'A-1',
		status: 'New',
		orderDate: '14-12-2023 18:52:13',
	};
	const request = {
		requestNumber: 'R-1',
		requestDate: '12-08-2024 05:03:31',
		phoneNumber: '79990000001',
	};

	it.each<[Settings['refusedResult'], imported: object, id: object, form: object]>([
		['falsy', { imported: false }, { calltouchOrderId: 0 }, { requestId: 0 }],
		['null', { imported: null }, { calltouchOrderId: null }, { requestId: null }],
		['missing', {}, {}, {}],
	])('have every shape that was seen (%s)', async (refusedResult, imported, id, notTaken) => {
		const sandbox = await start({ refusedResult });
		for (const key of ['errorMessage', 'error'] as const) {
			sandbox.configure({ refusalKey: key });
			await post(sandbox, `${LEADS}/request/create`, { requests: [request] });
			const again = await post(sandbox, `${LEADS}/request/create`, { requests: [request] });
			const known = { requestNumber: 'R-1', ...imported, [key]: 'Заявка уже существует' };
			expect(await again.json()).toEqual({ data: { requests: [known] } });
			const orders = { crm: 'c', orders: [refusedDeal] };
			const order = await post(sandbox, `${LEADS}/client-order/create`, orders);
			const lost = { orderNumber: 'A-1', ...id, [key]: 'Лид не найден' };
			expect(await order.json()).toEqual({ data: { orders: [lost] } });
			const changed = { orders: [{ orderNumber: 'A-1', status: 'Won' }] };
			const change = await post(sandbox, `${LEADS}/client-order/update`, changed);
			const unknown = { orderNumber: 'A-1', ...id, [key]: 'Сделка не найдена' };
			expect(await change.json()).toEqual({ data: { orders: [unknown] } });
			const sent = await fetch(sandbox.url + FORM, {
				method: 'POST',
				body: new URLSearchParams({ comment: 'text' }),
			});
			const reason = { ...notTaken, [key]: 'Нужен телефон, email или ФИО' };
			expect([sent.status, await sent.json()]).toEqual([200, reason]);
		}
		expect(sandbox.ledger.deals).toHaveLength(0);
	});

	it('look at every rule of an entry before they say that there is no lead', async () => {
		const sandbox = await start();
		const matching = [...strangers, { type: 'withoutSource' }];
		const orders = { crm: 'c', orders: [{ ...refusedDeal, matching }] };
		await post(sandbox, `${LEADS}/client-order/create`, orders);
		expect(sandbox.ledger.deals).toHaveLength(1);
	});
});
