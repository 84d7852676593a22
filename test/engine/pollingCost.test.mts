import { describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

/** Evening in Moscow: the journal of the day is long. */
const evening = Date.parse('2025-12-30T19:00:00Z');

/** A clock that goes on by minutes. */
function startClock() {
	let minutes = 0;
	vi.spyOn(Date, 'now').mockImplementation(() => evening + minutes * 60_000);
	return (more: number) => (minutes += more);
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

async function countedPoll(): Promise<{ ids: string[]; requests: number }> {
	sandbox.requests.clear();
	const ids = idsOf(await trigger.poll());
	return { ids, requests: sandbox.requests.length };
}

describe('the cost of a poll', { timeout: 300_000 }, () => {
	const table: object[] = [];

	it.each([100, 5_000, 20_000])('at %i calls a day', async (callsPerDay) => {
		const wait = startClock();
		// No call comes by itself while the clock goes on.
		sandbox.configure({ callsPerDay, lastDay: '2025-12-29', days: { '2025-12-30': 0 } });
		const ofToday = Array.from({ length: callsPerDay }, (_, index) => {
			const ago = Math.floor((21 * 3600 * (callsPerDay - index)) / callsPerDay);
			return { timestamp: nowSeconds() - 60 - ago };
		});
		for (const call of ofToday) sandbox.addCall(call);
		await trigger.start();
		await countedPoll();

		const quiet: number[] = [];
		const fresh: number[] = [];
		for (let polls = 0; polls < 4; polls++) {
			wait(1);
			const { ids, requests } = await countedPoll();
			expect(ids).toEqual([]);
			quiet.push(requests);
		}
		for (let polls = 0; polls < 4; polls++) {
			wait(1);
			const calls = [sandbox.addCall({ timestamp: nowSeconds() - 20 })];
			const running = sandbox.addCall({ timestamp: nowSeconds() - 10, connected: true });
			const { ids, requests } = await countedPoll();
			expect(ids).toEqual(calls);
			fresh.push(requests);
			sandbox.updateCall(running, { connected: false });
			expect((await countedPoll()).ids).toEqual([running]);
		}
		const late = [
			sandbox.addCall({ timestamp: nowSeconds() - 23 * 3600 }),
			sandbox.addCall({ timestamp: nowSeconds() - 5 * 3600 }),
		];
		const found: string[] = [];
		let minutes = 0;
		for (; found.length < late.length && minutes < 15; minutes++) {
			wait(1);
			found.push(...(await countedPoll()).ids);
		}
		expect(found.sort()).toEqual(late.sort());
		const after: number[] = [];
		for (let polls = 0; polls < 4; polls++) {
			wait(1);
			const { ids, requests } = await countedPoll();
			expect(ids).toEqual([]);
			after.push(requests);
		}
		expect(Math.max(...quiet, ...after)).toBeLessThanOrEqual(3);
		table.push({
			'calls a day': callsPerDay,
			'no news': Math.max(...quiet, ...after),
			'a new call': Math.max(...fresh),
			'minutes until late calls came': minutes,
		});
		if (table.length === 3) console.table(table);
	});

	it('finds late calls at once where the journal does not count, because it reads everything', async () => {
		const wait = startClock();
		sandbox.configure({ callsPerDay: 5000, lastDay: '2025-12-29', totalKey: 'none' });
		await trigger.start();
		await countedPoll();
		wait(1);
		const late = sandbox.addCall({ timestamp: nowSeconds() - 20 * 3600 });
		expect((await countedPoll()).ids).toEqual([late]);
	});
});
