import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { listen } from '../support/listen.mts';
import { writes } from '../support/writes.mts';

afterEach(() => void vi.unstubAllEnvs());

/** Writes to a server that does this with each connection; gives how many there were, and the error. */
async function write(treat: (socket: Socket) => void, addressFor: (url: string) => string) {
	let connections = 0;
	const server = createServer((socket) => {
		connections++;
		socket.on('error', () => undefined);
		treat(socket);
	});
	const url = addressFor(await listen(server));
	const create = { ...writes('1')['request: create'], options: { retryFor: 1 } };
	const { error } = await execute({ url }, create);
	server.close();
	return { connections, message: error?.message, description: error?.description };
}

it.each([
	['at once', (socket: Socket) => socket.end()],
	['in the midst of it', (socket: Socket) => socket.once('data', () => socket.end())],
])('a write goes out again when its TLS handshake is cut off %s', async (_, treat) => {
	const { connections, message } = await write(treat, (url) => url.replace('http:', 'https:'));
	expect(connections).toBeGreaterThan(1);
	expect(message).toMatch(/^The connection to 127\.0\.0\.1:\d+ broke/);
});

it.each([
	['ends', (socket: Socket) => socket.once('data', () => socket.end())],
	['answers nothing to', (socket: Socket) => socket.once('data', () => socket.end('\r\n\r\n'))],
])('a write goes out again when a proxy %s its CONNECT', async (_, treat) => {
	const { connections, message, description } = await write(treat, (url) => {
		vi.stubEnv('HTTPS_PROXY', url);
		return 'https://calltouch.invalid';
	});
	expect(connections).toBeGreaterThan(1);
	expect(message).toBe('The connection to calltouch.invalid broke before the answer was complete');
	expect(description).toContain('ERR_PROXY_TUNNEL');
});
