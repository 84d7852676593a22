import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ledger, NewRecord } from './data/ledger.mts';
import type { NewCall } from './data/pinned.mts';
import type { RequestLog } from './server/request-log.mts';
import { answer } from './server/server.mts';
import type { Settings } from './server/settings.mts';
import { SandboxState, type Counts } from './server/state.mts';

/** Settings at the start, and where to listen. */
export type StartOptions = Partial<Settings> & {
	/** Default: any free port. */
	port?: number;
	/** Default: 127.0.0.1. */
	host?: string;
};

/** A running sandbox. */
export interface Sandbox {
	/** The base URL, without a slash at the end. */
	readonly url: string;
	readonly port: number;
	readonly settings: Readonly<Settings>;
	/** What was asked, oldest first; `clear()` empties it. */
	readonly requests: RequestLog;
	readonly counts: Counts;
	/** Changes settings; a key that is given replaces the old value whole. */
	configure(partial: Partial<Settings>): void;
	/** Back to the settings of the start: no added calls, no log, no counts. */
	reset(): void;
	/** Adds a call to the journal and gives its id. */
	addCall(call?: NewCall): string;
	/** Changes a call that was added, for example when it ends. */
	updateCall(callId: number | string, change: Pick<NewCall, 'connected' | 'fields'>): void;
	/** Adds a request or a deal to its journal and gives its id. */
	addRequest(request?: NewRecord): number;
	addDeal(deal?: NewRecord): number;
	/** What was written to the sandbox. */
	readonly ledger: Ledger;
	/** The ids of the calls of a day `yyyy-mm-dd`, oldest first. */
	callIds(siteId: number, isoDay: string): string[];
	/** The exact bytes of the recording of a call. */
	recording(callId: number | string): Buffer;
	recordingSha256(callId: number | string): string;
	/** Stops at once: open connections are destroyed. */
	stop(): Promise<void>;
}

/** Starts an HTTP server that plays Calltouch. */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', ...settings } = options;
	const state = new SandboxState(settings);
	const stopping = new AbortController();
	// Each request that waits listens to it.
	setMaxListeners(0, stopping.signal);
	const server = createServer((request: IncomingMessage, response: ServerResponse) => {
		void answer(request, response, state, stopping.signal);
	});
	// Idle connections stay open: a test must not meet a connection that closes by itself.
	server.keepAliveTimeout = 0;
	server.requestTimeout = 0;
	server.headersTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve());
	});
	const listening = (server.address() as AddressInfo).port;
	return {
		url: `http://${host}:${listening}`,
		port: listening,
		get settings() {
			return state.settings;
		},
		requests: state.requests,
		get counts() {
			return state.counts;
		},
		configure: (partial) => state.configure(partial),
		reset: () => state.reset(),
		addCall: (call) => state.addCall(call),
		updateCall: (callId, change) => state.updateCall(callId, change),
		addRequest: (request) => state.addRequest(request),
		addDeal: (deal) => state.addDeal(deal),
		get ledger() {
			return state.ledger;
		},
		callIds: (siteId, isoDay) => state.callIds(siteId, isoDay),
		recording: (callId) => state.recording(callId),
		recordingSha256: (callId) => state.recordingSha256(callId),
		stop: () => {
			stopping.abort();
			return new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}
