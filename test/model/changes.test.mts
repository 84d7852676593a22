import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeHistory, playChange } from './changeHistory.mts';
import { ChangingWorld, type Told } from './changingWorld.mts';
import type { Trouble } from './world.mts';

const sorted = (told: Told[]) => [...told].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Long enough for a machine that does other things as well, in milliseconds. */
const timeout = 300_000;

describe('changes against a model', { timeout }, () => {
	it('tells each change that lasts once, in 2,000 histories', async () => {
		let told = 0;
		await fc.assert(
			fc.asyncProperty(changeHistory, async ({ before, actions, ...settings }) => {
				const world = new ChangingWorld({ ...settings });
				for (const { ago, lasts } of before) {
					const at = world.now - ago;
					const values = { matches: true, tags: 0, manager: null };
					world.add({ at, arrivesAt: at, endsAt: at + lasts, ...values });
				}
				await world.activate();
				const poll = async (trouble?: Trouble) => {
					const result = await world.pollOnce(trouble);
					expect(sorted(result.told)).toEqual(sorted(result.due));
				};
				for (const step of actions) await playChange(world, step, poll);
				world.clockError = 0;
				for (let each = 0; each < 2; each++) {
					world.now += 3 * 3600;
					await poll();
				}
				const count = world.told.length;
				await poll();
				expect(world.told).toHaveLength(count);
				told += count;
			}),
			{ numRuns: 2000 },
		);
		// The histories are not idle ones.
		expect(told).toBeGreaterThan(3_000);
	});
});
