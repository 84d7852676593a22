import { connect, createServer } from 'node:net';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { networkError, networkFailure } from '../../../../nodes/Calltouch/api/http/networkFailure';
import { connection } from '../../../support/connection.mts';
import { listen } from '../../../support/listen.mts';

/** As n8n 2.41 has it. */
const wrapped = (cause: unknown) => Object.assign(new Error('n8n has its own words'), { cause });
/** As n8n 2.8 has it: of the error of the HTTP client, only the code and the words are left. */
const worded = (httpCode: string | null, words: string) =>
	Object.assign(new Error('n8n has its own words'), { httpCode, messages: [words, words] });
const cutOff = 'Client network socket disconnected before secure TLS connection was established';

describe('networkFailure', () => {
	it.each([
		['a code', { code: 'ENOTFOUND' }, 'ENOTFOUND'],
		['an HTTP code', { httpCode: 'ECONNABORTED' }, 'ECONNABORTED'],
		['a cause', wrapped(wrapped({ code: 'EPIPE' })), 'EPIPE'],
		['words of a connection that closed', new Error('socket hang up'), 'ECONNRESET'],
	])('knows it by %s', (_, error, code) => {
		expect(networkFailure(error)).toEqual({ code, wasConnecting: false });
	});

	it.each([
		'Proxy connection ended before receiving CONNECT response',
		'No header received from proxy CONNECT response',
		'Invalid header from proxy CONNECT response: "nonsense"',
	])('knows of a proxy that made no connection: %s', (words) => {
		for (const error of [new Error(words), wrapped(new Error(words)), worded(null, words)]) {
			expect(networkFailure(error)).toEqual({ code: 'ERR_PROXY_TUNNEL', wasConnecting: true });
		}
	});

	it.each([undefined, 'ENOTFOUND', { code: 'ENOSPC' }, { code: 404 }, new Error('no')])(
		'is none: %o',
		(error) => {
			expect(networkFailure(error)).toBeUndefined();
		},
	);

	it.each([
		{ code: 'EHOSTUNREACH', syscall: 'connect' },
		wrapped({ code: 'ENETUNREACH', message: 'connect ENETUNREACH 192.0.2.1:443' }),
		wrapped({ code: 'ETIMEDOUT', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] }),
		worded('ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'),
		worded('ECONNRESET', cutOff),
		worded('EPROTO', 'write EPROTO 80:error:0A:SSL routines::tlsv1 alert protocol version:'),
		worded('EPROTO', 'write EPROTO 80:error:0A:SSL routines::ssl/tls alert handshake failure:'),
		wrapped({ code: 'ECONNRESET', message: cutOff }),
	])('knows that there was no connection: %o', (error) => {
		expect(networkFailure(error)?.wasConnecting).toBe(true);
	});

	it.each([
		{ code: 'EHOSTUNREACH', syscall: 'read' },
		{ code: 'ETIMEDOUT', errors: [{ syscall: 'connect' }, { syscall: 'read' }] },
		{ code: 'ECONNRESET', message: 'read ECONNRESET' },
		worded('ECONNRESET', 'read ECONNRESET'),
		worded('ECONNRESET', 'socket hang up'),
		worded('EPROTO', 'write EPROTO 80:error:0A:SSL routines::wrong version number:'),
	])('does not take a connection that broke for none: %o', (error) => {
		expect(networkFailure(error)?.wasConnecting).toBe(false);
	});

	it('knows of what Node.js says that a TLS handshake was cut off', async () => {
		const server = createServer((socket) => socket.end());
		const { port } = new URL(await listen(server));
		const error = await new Promise((resolve) => tls.connect(Number(port)).on('error', resolve));
		server.close();
		expect(networkFailure(error)).toEqual({ code: 'ECONNRESET', wasConnecting: true });
	});

	it('knows it of what Node.js says', async () => {
		const error = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
		expect(networkFailure(error)).toEqual({ code: 'ECONNREFUSED', wasConnecting: true });
	});
});

describe('networkError', () => {
	it.each([
		['ENOTFOUND', 'api.calltouch.example cannot be reached', 1],
		['ECONNREFUSED', 'api.calltouch.example cannot be reached', 5],
		['EAI_AGAIN', 'api.calltouch.example cannot be reached', 5],
		['EHOSTUNREACH', 'api.calltouch.example cannot be reached', 5],
		['ENETUNREACH', 'api.calltouch.example cannot be reached', 5],
		['ECONNRESET', 'broke before the answer was complete', 5],
		['ERR_PROXY_TUNNEL', 'broke before the answer was complete', 5],
		['ECONNABORTED', 'was silent for 60 seconds', 5],
		['ETIMEDOUT', 'was silent for 60 seconds', 5],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'No secure connection to api.calltouch.example', 1],
		['CERT_HAS_EXPIRED', 'No secure connection to api.calltouch.example', 1],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'No secure connection to api.calltouch.example', 1],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'No secure connection to api.calltouch.example', 1],
		['EPROTO', 'No secure connection to api.calltouch.example', 5],
		['ERR_SSL_BAD_RECORD_TYPE', 'No secure connection to api.calltouch.example', 5],
	])('explains %s', (code, message, tries) => {
		const error = networkError('api.calltouch.example', connection().policy, {
			code,
			wasConnecting: false,
		});
		expect(error.message).toContain(message);
		expect(error.remedy).toContain(`Check Base URL in the credential`);
		expect(error.remedy).toContain(code);
		expect(error.tries).toBe(tries);
	});

	it.each([
		['ENOTFOUND', false],
		['ECONNREFUSED', false],
		['EAI_AGAIN', false],
		// Linux says so of an established connection, too, when its packets find no way any more.
		['EHOSTUNREACH', true],
		['ENETUNREACH', true],
		['ECONNRESET', true],
		['ETIMEDOUT', true],
		['CERT_HAS_EXPIRED', false],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
		// An established connection may fail so, too, after the request has left.
		['EPROTO', true],
		['ERR_SSL_BAD_RECORD_TYPE', true],
	])('knows whether a request that met %s may have been carried out', (code, mayBeDone) => {
		const error = networkError('api.calltouch.example', connection().policy, {
			code,
			wasConnecting: false,
		});
		expect(error.mayBeDone).toBe(mayBeDone);
	});

	it.each(['EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EPROTO'])(
		'knows that nothing was sent when %s ended the attempt to connect',
		(code) => {
			const failure = { code, wasConnecting: true };
			const { mayBeDone } = networkError('api.calltouch.example', connection().policy, failure);
			expect(mayBeDone).toBe(false);
		},
	);
});
