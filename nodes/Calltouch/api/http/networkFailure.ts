import { maxTries } from './answerErrors';
import type { Policy } from './connection';
import { CalltouchError } from '../errors';

/** Why a request got no whole answer. */
export interface NetworkFailure {
	/** The code of Node.js, e.g. `ENOTFOUND`. */
	code: string;
	/** Whether there was no connection yet, so that nothing was sent. */
	wasConnecting: boolean;
}

/** A server that is silent for too long. */
export const timedOut: NetworkFailure = { code: 'ETIMEDOUT', wasConnecting: false };

/** Network errors; those of a full disk or a missing file do not count. */
const isNetworkCode =
	/^E(?:CONN\w+|NOTFOUND|TIMEDOUT|SOCKETTIMEDOUT|AI_AGAIN|PIPE|PROTO|(?:HOST|NET)\w+|ADDRNOTAVAIL)$|^(?:ERR_|HPE_|Z_|UNABLE_TO_)|CERT|TLS|SSL/;

/** Words of Node.js and OpenSSL for a connection that was not ready yet. */
const notReady =
	/^connect E|^Client network socket disconnected before secure TLS connection|alert (?:handshake failure|protocol version)/;
const brokenOff = /^(?:aborted|socket hang up)$/;
/** Words of n8n's proxy agent (https-proxy-agent), whose errors have no code: the proxy made no way to the host. */
const withoutTunnel = /(?:before receiving|from proxy) CONNECT response/;
/** Node.js has this code for its own proxy agent. */
const noTunnel = 'ERR_PROXY_TUNNEL';

/** Returns how the network failed; undefined if the error is about something else. */
export function networkFailure(error: unknown): NetworkFailure | undefined {
	const code = codeOf(error);
	if (code === undefined) return undefined;
	return { code, wasConnecting: code === noTunnel || wasConnecting(error) };
}

/** An error and its causes. Depending on its version, n8n keeps the error of the HTTP client as one of them, or not at all. */
function chainOf(error: unknown, depth = 0): Array<Record<string, unknown>> {
	if (typeof error !== 'object' || error === null || depth > 4) return [];
	const link = error as Record<string, unknown>;
	return [link, ...chainOf(link.cause, depth + 1)];
}

/** n8n may keep the code as an HTTP code. */
function codeOf(error: unknown): string | undefined {
	for (const link of chainOf(error)) {
		const found = [link.code, link.httpCode].find(
			(text) => typeof text === 'string' && isNetworkCode.test(text),
		);
		if (typeof found === 'string') return found;
		if (says(link, brokenOff)) return 'ECONNRESET';
		if (says(link, withoutTunnel)) return noTunnel;
	}
	return undefined;
}

/** A host with several addresses gives one error for each. */
function wasConnecting(error: unknown): boolean {
	return chainOf(error).some((link) => {
		const { syscall, errors } = link;
		if (Array.isArray(errors) && errors.length > 0) return errors.every(wasConnecting);
		return syscall === 'connect' || says(link, notReady);
	});
}

/** n8n 2.8 puts words of its own in place of the message, and keeps those of the HTTP client in a list. */
function says({ message, messages }: Record<string, unknown>, words: RegExp): boolean {
	const said = [message, ...(Array.isArray(messages) ? (messages as unknown[]) : [])];
	return said.some((text) => typeof text === 'string' && words.test(text));
}

/** A certificate, and settings of TLS, are refused before anything is sent. */
const insecureCodes = /CERT|^UNABLE_TO_|^ERR_TLS_/;
/** TLS fails in the handshake, or at any time after it. */
const brokenTlsCodes = /SSL|EPROTO/;
const timeoutCodes = /ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT/;
const brokenConnectionCodes = /ECONNRESET|EPIPE|ERR_BAD_RESPONSE|ERR_STREAM|ERR_PROXY|HPE_/;
/** Nothing has left the machine. */
const unconnectedCodes = /ECONNREFUSED|EAI_AGAIN/;
/** Linux says so of an established connection, too, when its packets find no way any more. */
const noRouteCodes = /EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/;

/**
 * Builds the error for a missing or partial answer from a host. The code goes into the remedy, because n8n replaces
 * messages that contain such a code with its own.
 */
export function networkError(
	host: string,
	policy: Policy,
	{ code, wasConnecting }: NetworkFailure,
): CalltouchError {
	const remedy = `Check Base URL in the credential, and the network of the n8n server (${code}).`;
	const isInsecure = insecureCodes.test(code);
	if (isInsecure || brokenTlsCodes.test(code)) {
		return new CalltouchError('unreachable', `No secure connection to ${host} could be made`, {
			tries: isInsecure ? 1 : maxTries,
			mayBeDone: !isInsecure && !wasConnecting,
			remedy,
		});
	}
	if (timeoutCodes.test(code)) {
		const seconds = Math.round(policy.timeoutMs / 100) / 10;
		return new CalltouchError('unreachable', `${host} was silent for ${seconds} seconds`, {
			tries: maxTries,
			mayBeDone: !wasConnecting,
			remedy: `${remedy} A larger Timeout under Options gives Calltouch more time.`,
		});
	}
	if (brokenConnectionCodes.test(code)) {
		const message = `The connection to ${host} broke before the answer was complete`;
		return new CalltouchError('unreachable', message, {
			tries: maxTries,
			mayBeDone: !wasConnecting,
			remedy,
		});
	}
	const mayPass = unconnectedCodes.test(code) || noRouteCodes.test(code);
	return new CalltouchError('unreachable', `${host} cannot be reached`, {
		tries: mayPass ? maxTries : 1,
		mayBeDone: noRouteCodes.test(code) && !wasConnecting,
		remedy,
	});
}
