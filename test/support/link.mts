import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.mts';

/** How a line treats what travels on it; times in milliseconds. */
export interface Line {
	roundTripMs?: number;
	/** Every piece takes up to so much longer, by chance, each way. */
	jitterMs?: number;
	/** Times in which nothing gets through; all that waited arrives at their end. They count from `begin`. */
	stalls?: Array<{ atMs: number; forMs: number }>;
}

/** Round trips until a new connection carries its first request: one of TCP, one of TLS 1.3; the request is the third. */
const handshakeTrips = 2;

/** A line to one server of this machine. */
export interface Link {
	url: string;
	/** From now on the line is like this. */
	begin(line: Line): void;
	stop(): void;
}

/** Opens a line to the server behind a URL: what is sent to the line arrives there, only later. */
export async function openLink(target: string): Promise<Link> {
	const { hostname, port } = new URL(target);
	const sockets = new Set<Socket>();
	let line: Line = {};
	let begun = performance.now();

	function arrival(sentAt: number, trips: number): number {
		const { roundTripMs = 0, jitterMs = 0, stalls = [] } = line;
		let at = sentAt + trips * roundTripMs + Math.random() * jitterMs;
		for (const { atMs, forMs } of stalls) {
			const end = begun + atMs + forMs;
			if (at >= begun + atMs && at < end) at = end;
		}
		return at;
	}

	/** One direction. Pieces keep their order, as TCP keeps it. */
	function carry(from: Socket, to: Socket, firstTrips: number): void {
		const waiting: Array<() => void> = [];
		let trips = firstTrips;
		let last = 0;
		const later = (act: () => void) => {
			last = Math.max(last, arrival(performance.now(), trips));
			trips = 0.5;
			waiting.push(act);
			// Whichever timer comes first delivers what was sent first.
			setTimeout(() => waiting.shift()?.(), last - performance.now());
		};
		from.on('data', (piece) => later(() => to.destroyed || to.write(piece)));
		from.on('end', () => later(() => to.end()));
		from.on('error', () => to.destroy());
		from.on('close', () => sockets.delete(from));
		sockets.add(from);
	}

	const server = createServer({ noDelay: true }, (client) => {
		const inner = connect({ host: hostname, port: Number(port), noDelay: true });
		carry(client, inner, handshakeTrips + 0.5);
		carry(inner, client, 0.5);
	});
	return {
		url: await listen(server),
		begin: (next) => {
			line = next;
			begun = performance.now();
		},
		stop: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
