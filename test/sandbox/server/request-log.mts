import type { IncomingHttpHeaders } from 'node:http';

/** One request as the sandbox saw it. */
export interface LoggedRequest {
	/** Milliseconds of a monotonic clock since the sandbox started. */
	time: number;
	method: string;
	/** The path as sent, without the query. */
	path: string;
	/** The decoded query; of a repeated parameter the first value counts. */
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	/** The body of the request. */
	body: string;
	/** The status that was sent; 0 when none was. */
	status: number;
	/** The kind of the fault that was played. */
	fault: string | null;
	/** Refused by the rate limit. */
	refused: boolean;
	/** When the answer ended or the connection broke; null while it is under way. */
	endTime: number | null;
	/** The whole answer was handed over. */
	complete: boolean;
}

/** The requests since the start or the last `clear()`, oldest first. */
export type RequestLog = LoggedRequest[] & { clear(): void };

const MOST_ENTRIES = 50_000;

/** An empty log. */
export function createLog(): RequestLog {
	const entries: LoggedRequest[] = [];
	const clear = () => {
		entries.length = 0;
	};
	return Object.defineProperty(entries, 'clear', { value: clear }) as RequestLog;
}

/** Adds a request to the log; the oldest one leaves when the log is full. */
export function record(log: RequestLog, entry: LoggedRequest): void {
	if (log.length >= MOST_ENTRIES) log.shift();
	log.push(entry);
}
