import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { execute, toBranch } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import { writes } from '../support/writes.mts';

sandboxForEach({ callsPerDay: 0 });

const words = 'Неверный номер';
const refusal = { kind: 'error', status: 400, body: { message: words } } as const;
const refuse = (skip: number) =>
	sandbox.configure({ faults: [{ method: 'POST', ...refusal, skip, times: 1 } as Fault] });
const phones = Array.from({ length: 30 }, (_, place) => String(79157770000 + place));
const itemsOf = (values: string[]) => values.map((phone) => ({ json: { phone } }));
const create = { ...writes('1')['callback: create'], phoneNumber: '={{ $json.phone }}' };
const sentPhones = () =>
	sandbox.requests.map(({ body }) => (JSON.parse(body ?? '') as { phone: string }).phone);

describe('a service that takes one entry per request', () => {
	it.each([
		'callback: create',
		'lead: deleteCustomFields',
		'phoneNumber: delete',
		'phoneNumber: update',
		'request: submitForm',
	])('gets nothing of %s behind an item that it refused', async (name) => {
		refuse(1);
		const parameters = writes('1')[name] as Record<string, unknown>;
		const { error } = await execute(sandbox, parameters, { items: itemsOf(phones.slice(0, 8)) });
		expect(error?.message).toContain(words);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description).toContain('Calltouch has taken 1 of the 8 items so far.');
		expect(sandbox.requests).toHaveLength(2);
	});

	it('gets nothing when a value of the last item is invalid', async () => {
		const { error } = await execute(sandbox, create, { items: itemsOf([...phones, '12']) });
		expect(error?.message).toContain('Phone Number "12"');
		expect(sandbox.requests).toHaveLength(0);
	});

	it('gets them in order, and each item its own result', async () => {
		refuse(2);
		const items = itemsOf(phones.slice(0, 6));
		const { json, failed } = await execute(sandbox, create, { items, ...toBranch });
		expect(sentPhones()).toEqual(phones.slice(0, 6));
		expect(json).toHaveLength(5);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }]);
	});
});
