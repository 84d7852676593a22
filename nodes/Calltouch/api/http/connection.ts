import type { Ceiling } from '../rate/throttle';
import type { Body } from './body';

/** One HTTP request. The credential adds the token later. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	/** Absolute; without a query, unless it comes from somebody else, such as a redirect. */
	url: string;
	query: Record<string, string>;
	/** In addition to the token headers. */
	headers: Record<string, string>;
	/** Content type is set in `headers`. */
	body?: string;
	/** Maximum silence before the answer begins. */
	timeoutMs: number;
	/** Closes the connection. */
	signal: AbortSignal;
}

/** An answer of any status, its body still unread. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, unknown>;
	body: Body;
}

/** The only side effect this layer has: sends a request, follows no redirects, and rejects only if no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Who we are to Calltouch: a site, and how to reach it. */
export interface Site {
	send: Send;
	/** Equal for equal credentials. Contains the token: only for comparison, never to be shown. */
	account: string;
	/** No trailing slash. */
	baseUrl: string;
	/** Digits. */
	id: string;
	/** IANA name of the account's time zone. */
	zone: string;
	/** Masks the token, however it is spelled, in text from Calltouch or the network. */
	redact: (text: string) => string;
}

/** How requests are sent. */
export interface Policy {
	/** Maximum silence on the connection. */
	timeoutMs: number;
	/** How long after its first failure a request may be retried; 0 means one try. */
	retryForMs: number;
	/** Undefined leaves the rate to Calltouch's own limit. */
	ceiling?: Ceiling;
}

/** What an operation needs to send requests: to whom, how, and on whose behalf. */
export interface Connection {
	site: Site;
	policy: Policy;
	/** All requests of one execution share a lane, so that a long run does not crowd out others. */
	lane: object;
	signal?: AbortSignal;
}

/** One try of a request, shared by everything it takes, such as the hops of a redirect. */
export interface Attempt {
	/** When the request was first asked for, in milliseconds of the process clock; the same for every try. */
	since: number;
	/** Called when the request starts. */
	started?: () => void;
	/** Whether the answer could be read soon; the request does not start before. */
	hasRoom?: () => boolean;
}
