import type { Body } from './body';

/** One HTTP request as this layer asks for it. The token is added later, by the credential. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	/** Absolute; without a query, unless somebody else wrote the address. */
	url: string;
	query: Record<string, string>;
	/** Beside those that carry the token. */
	headers: Record<string, string>;
	/** Text of the body, of the type that the headers name. */
	body?: string;
	/** Longest silence until the answer begins, in milliseconds. */
	timeoutMs: number;
	signal?: AbortSignal;
}

/** The answer as it begins, whatever its status; nobody has read from its body yet. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, unknown>;
	body: Body;
}

/** The one outside power of this layer: it sends a request, follows no redirect and rejects only when no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Who we are to Calltouch: a site, and the way to it. */
export interface Site {
	send: Send;
	/** Equal for equal credentials. It holds the token: for comparing alone, and shown nowhere. */
	account: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Digits. */
	id: string;
	/** IANA name of the account's time zone. */
	zone: string;
	/** Masks the token in a text that Calltouch or the network wrote, however it is spelled there. */
	redact: (text: string) => string;
}

/** How we ask. */
export interface Policy {
	/** Longest silence on the line, in milliseconds. */
	timeoutMs: number;
	/** How long one request may be tried again, in milliseconds. */
	retryForMs: number;
	/** Requests that the lane may start in a second; undefined leaves it to the limit of Calltouch. */
	perSecond?: number;
}

/** What an operation asks with: whom, how, and on whose behalf. */
export interface Connection {
	site: Site;
	policy: Policy;
	/** Requests of one execution share a lane, so that a long run does not push others out. */
	lane: object;
	signal?: AbortSignal;
}

/** One try of a request; those that belong to it, such as the hops of a redirect, share it. */
export interface Attempt {
	/** When the request was asked for first, in milliseconds of the process clock; the same in each try. */
	since: number;
	/** Called whenever a request of this try leaves. */
	started: () => void;
	/** Whether the answer could be read soon; until then the request does not start. */
	hasRoom?: () => boolean;
}
