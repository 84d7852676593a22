import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, history, hour, minute, play, startedHistory } from './history.mts';
import { recordedHistory } from './recordedHistory.mts';
import { World } from './world.mts';

type Example = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** In a long journal, one call goes and another one comes before its end, between two polls. */
const oneForAnother: Example = {
	zone: 'Europe/Moscow',
	lookback: 3 * hour,
	pageSize: 2,
	newestFirst: false,
	counts: true,
	secondsAPage: 0,
	startAt: Date.parse('2025-12-31T12:00:00Z') / 1000,
	before: [0, 0, 0, 0, 1, 1].map((ago) => ({ ago, lasts: 0 })),
	actions: [
		{ do: 'many', count: 1, spread: 0 },
		{ do: 'poll', trouble: {} },
		{ do: 'poll', trouble: {} },
		{ do: 'flag', which: 0, matches: false },
		{ do: 'call', ago: 1, late: 0, lasts: 0, matches: true, odd: undefined, recorded: 0 },
	],
};

type Before = Array<{ ago: number; lasts: number }>;

function worldWith(before: Before, settings: ConstructorParameters<typeof World>[0]): World {
	const world = new World(settings);
	for (const { ago, lasts } of before) {
		const at = world.now - ago;
		world.add({ at, arrivesAt: at, endsAt: at + lasts, matches: true, isOlder: true });
	}
	return world;
}

/** Everything calms down: the clock is right, what runs ends, what is late arrives. */
async function calmDown(world: World): Promise<void> {
	world.clockError = 0;
	const { maxWait = 0 } = world.options;
	const ends = world.calls.map(({ arrivesAt, endsAt }) => Math.max(arrivesAt, endsAt + maxWait));
	const last = Math.max(world.now, ...ends);
	while (world.now < last) {
		await world.pollOnce();
		world.now += hour;
	}
	// A full reading of a long journal may wait for an hour.
	for (let each = 0; each < 6; each++) {
		await world.pollOnce();
		world.now += 15 * minute;
	}
}

/** The ids of what the journal has shown as ended, or will have, since the workflow was published. */
function due({ calls, shown, old }: World): string[] {
	return calls
		.filter(({ id, matches, isOlder }) => {
			const wasShown = shown.has(id) && !old.has(id);
			return wasShown || (matches && !isOlder);
		})
		.map(({ id }) => id);
}

/** Long enough for a machine that does other things as well, in milliseconds. */
const timeout = 300_000;

describe('the polling trigger against a model', { timeout }, () => {
	it('emits what the journal ever showed, each once, in 3,000 histories', async () => {
		let emitted = 0;
		await fc.assert(
			fc.asyncProperty(history, async ({ before, actions, ...settings }) => {
				const world = worldWith(before, { ...settings });
				await world.activate();
				for (const step of actions) await play(world, step);
				await calmDown(world);

				expect([...world.emitted].sort()).toEqual(due(world).sort());
				emitted += world.emitted.length;
			}),
			{ numRuns: 3000, examples: [[oneForAnother]] },
		);
		// The histories are not idle ones.
		expect(emitted).toBeGreaterThan(5_000);
	});

	it('emits everything since the day to start from, whenever that day is set, in 1,500 histories', async () => {
		let older = 0;
		let cutShort = 0;
		await fc.assert(
			fc.asyncProperty(startedHistory, async ({ before, actions, startsAgo, ...settings }) => {
				const world = worldWith(before, { ...settings });
				if (startsAgo === undefined) await world.activate();
				else world.activateAt(world.dayOf(world.now - startsAgo * day));
				for (const step of actions) await play(world, step);
				await calmDown(world);

				const { day: startFrom = '9999', earliest = '9999', waived } = world.start;
				const since = (first: string) =>
					world.calls
						.filter(({ id, at, matches, isOlder }) => {
							const wasStillOpen = world.shown.has(id) && !world.old.has(id);
							return matches && (!isOlder || world.dayOf(at) >= first || wasStillOpen);
						})
						.map(({ id }) => id);
				const due = since(startFrom).filter((id) => !waived.has(id));
				expect(new Set(world.emitted).size).toBe(world.emitted.length);
				expect(due.filter((id) => !world.emitted.includes(id))).toEqual([]);
				const allowed = new Set(since(earliest));
				expect(world.emitted.filter((id) => !allowed.has(id))).toEqual([]);
				cutShort += waived.size;
				older += world.calls.filter(
					({ id, isOlder }) => isOlder && world.emitted.includes(id),
				).length;
			}),
			{ numRuns: 1500 },
		);
		expect(older).toBeGreaterThan(1_000);
		expect(cutShort).toBeGreaterThan(100);
	});

	it('waits for recordings as long as it may, and emits each call once, in 200 histories', async () => {
		let recorded = 0;
		await fc.assert(
			fc.asyncProperty(recordedHistory, async ({ before, actions, ...settings }) => {
				const world = worldWith(before, { ...settings });
				await world.activate();
				for (const step of actions) await play(world, step);
				await calmDown(world);

				expect([...world.emitted].sort()).toEqual(due(world).sort());
				expect(world.hasty).toEqual([]);
				expect(world.needless).toEqual([]);
				recorded += world.recorded;
			}),
			{ numRuns: 200 },
		);
		expect(recorded).toBeGreaterThan(100);
	});
});
