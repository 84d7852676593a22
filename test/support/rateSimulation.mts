import { RateLimiter } from '../../nodes/Calltouch/api/rate/rateLimiter';
import { Limiter } from '../sandbox/server/limiter.mts';
import { randomFrom } from '../sandbox/data/random.mts';
import { Timetable } from './timetable.mts';

/** One process of n8n, which asks for so many recordings as fast as it may. */
export interface Client {
	requests: number;
	/** When it begins; by default within the first tenth of a second. */
	fromMs?: number;
}

/** The server, the line to it, and all who use it. Times in milliseconds. */
export interface World {
	clients: Client[];
	/** Whether refused requests count as well. */
	countsRefused: boolean;
	/** One way, and how much more it may be by chance. */
	wayMs?: number;
	jitterMs?: number;
	/** Time that an answer takes, and how much more it may be by chance. */
	answerMs?: number;
	answerSpreadMs?: number;
	/** How long nothing gets through, and when; all that waited arrives at the end. */
	stalls?: Array<{ atMs: number; forMs: number }>;
	/** Requests leave so much later at most, now and then, because the event loop is busy. */
	busyMs?: number;
	/** Another client takes about one request a second and knows of nobody. */
	hasForeignClient?: boolean;
	/** The pause that the server asks for when it refuses. */
	retryAfterMs?: number;
}

/** What came of it. */
interface Course {
	/** When the last client was done, and when the first was. */
	seconds: number;
	firstSeconds: number;
	requests: number;
	refused: number;
}

const perSecond = 5;
/** Requests of one client that are under way at the same time. */
const atOnce = 40;
const mostMs = 3_600_000;

/** Plays a world in virtual time; the same seed gives the same course. An hour is the most it takes. */
function play(world: World, seed: number): Course {
	const random = randomFrom(Math.imul(seed, 0x9e3779b1));
	const original = Math.random;
	Math.random = random;
	try {
		return course(world, random);
	} finally {
		Math.random = original;
	}
}

function course(world: World, random: () => number): Course {
	const { clients, countsRefused, wayMs = 1, jitterMs = 2, stalls = [], busyMs = 2 } = world;
	const { answerMs = 300, answerSpreadMs = 0, retryAfterMs = 0 } = world;
	const timetable = new Timetable();
	const server = new Limiter(countsRefused);
	const ends: number[] = [];
	const counts = { requests: 0, refused: 0 };

	/** When something that leaves now arrives. */
	function arrival(): number {
		const at = timetable.now + wayMs + random() * jitterMs;
		const stall = stalls.find(({ atMs, forMs }) => at >= atMs && at < atMs + forMs);
		return stall ? stall.atMs + stall.forMs : at;
	}

	function begin({ requests, fromMs = random() * 100 }: Client): void {
		const limiter = new RateLimiter();
		let [unsent, underWay, served] = [requests, 0, 0];
		let isWaiting = false;

		function next(): void {
			if (isWaiting || unsent === 0 || underWay === atOnce) return;
			isWaiting = true;
			const opensAt = Math.max(limiter.opensAt(timetable.now), timetable.now);
			// As the throttle does: somebody may have slowed down meanwhile.
			timetable.add(Math.min(opensAt, timetable.now + 200), () => {
				isWaiting = false;
				if (limiter.opensAt(timetable.now) <= timetable.now) send();
				next();
			});
		}

		function send(): void {
			unsent--;
			underWay++;
			counts.requests++;
			const start = limiter.start(timetable.now);
			const isHeldUp = random() < 0.3;
			timetable.add(timetable.now + random() * busyMs * (isHeldUp ? 1 : 0.1), () => {
				timetable.add(arrival(), () => {
					const admitted = server.admit(timetable.now, perSecond);
					const takes = admitted ? answerMs + random() * answerSpreadMs : 1;
					timetable.add(timetable.now + takes, () => {
						timetable.add(arrival(), () => receive(start, admitted));
					});
				});
			});
		}

		function receive(start: { at: number }, admitted: boolean): void {
			underWay--;
			limiter.finish(start, admitted ? 'served' : 'refused', timetable.now);
			if (admitted) served++;
			else {
				counts.refused++;
				unsent++;
				limiter.holdUntil(timetable.now + retryAfterMs);
			}
			if (served === requests) ends.push(timetable.now);
			next();
		}

		timetable.add(fromMs, next);
	}

	function beForeign(): void {
		server.admit(timetable.now, perSecond);
		timetable.add(timetable.now + 800 + 400 * random(), beForeign);
	}

	for (const client of clients) begin(client);
	if (world.hasForeignClient) timetable.add(1000 * random(), beForeign);
	while (ends.length < clients.length && timetable.now < mostMs) timetable.runNext();
	const isOver = ends.length === clients.length;
	const last = isOver ? (ends.at(-1) ?? 0) : Infinity;
	return { seconds: last / 1000, firstSeconds: (ends[0] ?? 0) / 1000, ...counts };
}

/** Seconds that nobody can go below who keeps to so many starts in any second. */
export function floorOf(requests: number, mostPerSecond = perSecond, answerMs = 300): number {
	return Math.floor((requests - 1) / mostPerSecond) + answerMs / 1000;
}

/** What many courses have in common. */
export interface Summary {
	/** Time ÷ floor: the median, and what nine in ten keep. */
	median: number;
	ninth: number;
	/** Time of the first client ÷ time of the last, the median. */
	firstToLast: number;
	/** Share of the requests that were refused. */
	refused: number;
}

/** Plays a world with many seeds. */
export function playAll(world: (seed: number) => World, floor: number, seeds: number): Summary {
	const courses = Array.from({ length: seeds }, (_, index) => play(world(index), index + 1));
	const quantile = (values: number[], share: number) =>
		values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
	const ratios = courses.map(({ seconds }) => seconds / floor);
	const sum = (key: 'requests' | 'refused') => courses.reduce((total, one) => total + one[key], 0);
	return {
		median: quantile(ratios, 0.5),
		ninth: quantile(ratios, 0.9),
		firstToLast: quantile(
			courses.map(({ seconds, firstSeconds }) => firstSeconds / seconds),
			0.5,
		),
		refused: sum('refused') / sum('requests'),
	};
}
