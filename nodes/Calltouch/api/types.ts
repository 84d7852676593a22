/** One HTTP request as this layer asks for it. The token is added later, by the credential. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	/** Absolute, without a query. */
	url: string;
	query: Record<string, string>;
	/** Beside those that carry the token. */
	headers?: Record<string, string>;
	/** Text of the body, of the type that the headers name. */
	body?: string;
	/** `bytes` gives the whole body at once, `stream` a readable that nobody has read from yet. */
	as: 'bytes' | 'stream';
	/** Longest silence on the line, in milliseconds. */
	timeoutMs: number;
}

/** The answer as it came, whatever its status. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** The one outside power of this layer: it sends a request, follows no redirect and rejects only when no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** A Calltouch site to talk to, and the rules of the talk. */
export interface Connection {
	send: Send;
	baseUrl: string;
	siteId: string;
	/** IANA name of the account's time zone. */
	zone: string;
	/** Masks the token in a text that Calltouch or the network wrote. */
	conceal: (text: string) => string;
	/** Longest silence on the line, in milliseconds. */
	timeoutMs: number;
	/** How long one request may be tried again, in milliseconds. */
	retryForMs: number;
	/** Requests of one execution share a lane, so that a long run does not push others out. */
	lane: object;
	/** Requests that this lane may start in a second; undefined leaves it to the limit of Calltouch. */
	perSecond?: number;
	signal?: AbortSignal;
	/** When this request was asked for first, in milliseconds of the process clock; it is kept when it is sent again. */
	since?: number;
	/** Called whenever this request leaves. */
	started?: () => void;
	/** Whether an answer could be read soon; until then the request does not start. */
	hasRoom?: () => boolean;
}

/** A record as Calltouch sends it: every key may be missing or null. */
export type CalltouchRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
