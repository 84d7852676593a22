import { expect, it } from 'vitest';
import { tellingWhenTaken } from '../../../../nodes/Calltouch/triggers/polling/taken';

const items = [{ json: { callId: 1 } }];

it.each([
	['is stored', (result: unknown[][]) => JSON.stringify(result)],
	['is copied', (result: unknown[][]) => structuredClone(result)],
	['gets other items, as n8n 2.41 does it', (result: unknown[][]) => (result[0] = [...items])],
])('a result that %s was taken, and is a plain list then', (_, take) => {
	let times = 0;
	const result = tellingWhenTaken(items, () => times++);
	expect(Array.isArray(result)).toBe(true);
	expect(times).toBe(0);
	take(result);
	expect(times).toBe(1);
	expect(Object.getOwnPropertyDescriptor(result, 0)).toEqual({
		value: items,
		enumerable: true,
		configurable: true,
		writable: true,
	});
	expect([...result]).toEqual([items]);
	expect(times).toBe(1);
});
