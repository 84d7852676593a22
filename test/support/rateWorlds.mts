/** `npx tsx test/support/rateWorlds.mts` prints the table of the simulation, for both models of the server. */
import { floorOf, playAll, type Client, type World } from './rateSimulation.mts';

/** A world, what it should come to at most, and what it may with room to spare. */
export interface Case {
	what: string;
	world: (seed: number) => Omit<World, 'countsRefused'>;
	floor: number;
	/** Most time ÷ floor, the median, when refused requests do not count, and when they do. */
	most: [number, number];
	/** Most time ÷ floor that nine in ten keep; by default a fifth more than the median may be. */
	ninth?: number;
	/** Least time of the first ÷ time of the last. */
	leastFirstToLast?: number;
	/** Largest share of refused requests. */
	maxRefused: number;
}

const alone = (requests = 60): Client[] => [{ requests }];
const together = (count: number, requests: number): Client[] =>
	Array<Client>(count).fill({ requests });
/** Another moment for each seed. */
const moment = (from: number, to: number, seed: number) => from + ((seed * 377) % (to - from));

const single = (what: string, most: number, world: Omit<World, 'countsRefused' | 'clients'>) => ({
	what,
	world: () => ({ clients: alone(), ...world }),
	floor: floorOf(60),
	most: [most, most] as [number, number],
	maxRefused: 0.02,
});

const many = (
	count: number,
	requests: number,
	[most, maxRefused]: [Case['most'], number],
	leastFirstToLast: number,
	world: Partial<World> = {},
): Case => ({
	what: `${count} processes with ${requests} each${world.jitterMs ? `, ${world.jitterMs} ms of jitter` : ''}${world.retryAfterMs ? ', Retry-After of a second' : ''}`,
	world: () => ({ jitterMs: 10, ...world, clients: together(count, requests) }),
	floor: floorOf(count * requests),
	most,
	leastFirstToLast,
	maxRefused,
});

export const cases: Case[] = [
	single('clean', 1.05, {}),
	single('60 ms a round trip', 1.06, { wayMs: 30 }),
	single('jitter of 60 ms', 1.15, { jitterMs: 60 }),
	single('jitter of 150 ms', 1.25, { jitterMs: 150 }),
	single('a busy event loop', 1.25, { busyMs: 80 }),
	single('answers that take 0.3 to 0.9 s', 1.2, { answerSpreadMs: 600 }),
	{
		...single('one stall of 0.8 s', 1.3, {}),
		world: (seed) => ({
			clients: alone(),
			stalls: [{ atMs: moment(1500, 8000, seed), forMs: 800 }],
		}),
		maxRefused: 0.03,
	},
	{
		...single('three stalls of 1.5 s', 1.75, {}),
		world: (seed) => ({
			clients: alone(),
			stalls: [2000, 6000, 10_000].map((at) => ({
				atMs: moment(at - 500, at + 1500, seed),
				forMs: 1500,
			})),
		}),
		maxRefused: 0.12,
	},
	{
		...single('jitter of 60 ms, 1000 requests', 1.25, { jitterMs: 60 }),
		world: () => ({ clients: alone(1000), jitterMs: 60 }),
		floor: floorOf(1000),
	},
	{
		...single('a foreign client', 1.2, {}),
		world: () => ({ clients: alone(300), jitterMs: 5, hasForeignClient: true }),
		floor: floorOf(300, 4),
		most: [1.2, 1.6],
		maxRefused: 0.055,
	},
	// Who gets nothing of the first second takes long to catch up.
	{ ...many(2, 60, [[1.55, 1.65], 0.075], 0.6), ninth: 2.5 },
	many(2, 300, [[1.35, 1.45], 0.07], 0.65),
	many(4, 60, [[1.4, 1.45], 0.15], 0.65),
	many(4, 60, [[1.5, 1.55], 0.18], 0.6, { jitterMs: 60 }),
	many(4, 150, [[1.35, 1.4], 0.15], 0.75),
	many(4, 60, [[1.45, 1.45], 0.15], 0.6, { retryAfterMs: 1000 }),
	many(8, 60, [[1.45, 2], 0.48], 0.4),
	{
		what: 'a process with 60 that comes to one with 200 after 20 s',
		world: () => ({
			jitterMs: 10,
			clients: [{ requests: 200 }, { requests: 60, fromMs: 20_000 }],
		}),
		floor: floorOf(260),
		most: [1.7, 1.5],
		maxRefused: 0.05,
	},
	{
		what: 'a process with 50 that leaves one with 300',
		world: () => ({ jitterMs: 10, clients: [{ requests: 300 }, { requests: 50 }] }),
		floor: floorOf(350),
		most: [1.45, 1.5],
		maxRefused: 0.035,
	},
	{
		what: 'a process with 50 that leaves one with 300, answers of 1.5 s',
		world: () => ({
			jitterMs: 10,
			answerMs: 1500,
			clients: [{ requests: 300 }, { requests: 50 }],
		}),
		floor: floorOf(350, 5, 1500),
		most: [1.45, 1.5],
		maxRefused: 0.035,
	},
	{
		...single('two stalls of 1.5 s, answers of 1.5 s', 2, {}),
		world: (seed) => ({
			clients: alone(),
			answerMs: 1500,
			stalls: [3000, 8000].map((at) => ({ atMs: moment(at - 500, at + 1500, seed), forMs: 1500 })),
		}),
		floor: floorOf(60, 5, 1500),
		maxRefused: 0.12,
	},
];

if (import.meta.filename === process.argv[1]) {
	const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
	const rows = cases.flatMap(({ what, world, floor }) =>
		[false, true].map((countsRefused) => {
			const summary = playAll((seed) => ({ ...world(seed), countsRefused }), floor, 200);
			return {
				what,
				'refused count': countsRefused ? 'yes' : 'no',
				'time ÷ floor': summary.median.toFixed(2),
				'nine in ten': summary.ninth.toFixed(2),
				'first ÷ last': summary.firstToLast.toFixed(2),
				429: percent(summary.refused),
			};
		}),
	);
	console.table(rows);
}
