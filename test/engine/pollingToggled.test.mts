import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

const minute = 60_000;
let time = 0;
const go = (minutes: number) => (time += minutes * minute);
const addCall = () => sandbox.addCall({ timestamp: Math.floor(time / 1000) - 60 });
const refuse = () => sandbox.configure({ faults: [{ kind: '403' }] });
const heal = () => sandbox.configure({ faults: [] });

beforeEach(() => {
	time = Date.parse('2025-12-20T09:00:00Z');
	vi.spyOn(Date, 'now').mockImplementation(() => time);
	sandbox.configure({ callsPerDay: 0, lastDay: '2025-12-20' });
});

async function pollEvery(minutes: number, times: number): Promise<void> {
	for (let each = 0; each < times; each++) {
		go(minutes);
		await trigger.poll().catch(() => []);
	}
}

describe('a workflow that is off for a moment', () => {
	it('goes on after an outage', async () => {
		await trigger.start();
		await pollEvery(1, 3);
		refuse();
		await pollEvery(1, 5);
		const call = addCall();
		await pollEvery(1, 25);
		heal();
		expect(idsOf(await trigger.start())).toEqual([call]);
	});

	it('goes on when the outage began before it was switched on again', async () => {
		await trigger.start();
		await pollEvery(1, 3);
		refuse();
		expect(await trigger.start()).toEqual([]);
		const call = addCall();
		await pollEvery(1, 15);
		heal();
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('goes on if it is polled every hour and was edited within that', async () => {
		await trigger.start();
		await pollEvery(60, 3);
		go(5);
		await trigger.start({ activation: 'update' });
		go(40);
		const call = addCall();
		expect(idsOf(await trigger.start())).toEqual([call]);
	});
});

describe('a workflow that was off for hours', () => {
	it.each(['activate', 'update'] as const)(
		'takes what came meanwhile for old, also when its first polls fail and n8n says "%s"',
		async (activation) => {
			await trigger.start();
			await pollEvery(1, 3);
			go(180);
			addCall();
			refuse();
			expect(await trigger.start()).toEqual([]);
			await expect(trigger.start()).rejects.toThrow();
			heal();
			go(1);
			expect(await trigger.start({ activation })).toEqual([]);
			const next = addCall();
			expect(idsOf(await trigger.poll())).toEqual([next]);
		},
	);
});
