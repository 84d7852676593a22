import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { execute, start } from '../support/calltouch.mts';
import { listen } from '../support/listen.mts';
import { writes } from '../support/writes.mts';

const list = { resource: 'call', operation: 'getAll', period: 'today', returnAll: true };
const questions: Array<[name: string, parameters: Record<string, unknown>]> = [
	['a journal', list],
	['a recording', { resource: 'record', operation: 'download', callId: '1' }],
	['a write', writes('1')['deal: create'] as Record<string, unknown>],
];

/** A server that takes connections and never answers. */
async function silentServer() {
	const server = createServer((socket) => socket.on('error', () => undefined).resume());
	const connected = once(server, 'connection') as Promise<[Socket]>;
	const closed = connected.then(async ([socket]) => {
		await once(socket, 'close');
	});
	return { url: await listen(server), connected, closed, stop: () => server.close() };
}

it.each(questions)('of a server closes the connection of %s at Timeout', async (_, parameters) => {
	const server = await silentServer();
	const options = { timeout: 1, retryFor: 0 };
	const { error } = await execute(server, { ...parameters, options });
	expect(error?.message).toContain('was silent for 1 seconds');
	await server.closed;
	server.stop();
});

it('of a server closes the connection at Cancel', async () => {
	const server = await silentServer();
	const running = await start(server, list);
	await server.connected;
	running.cancel();
	await running.finished;
	await server.closed;
	server.stop();
});
