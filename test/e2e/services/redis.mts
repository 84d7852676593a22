import { connect } from 'node:net';
import { join } from 'node:path';
import { systemProgram } from '../install/system.mts';
import { freePort, startProgram, type Running } from '../process.mts';

/** A running Redis. */
export interface Redis extends Running {
	port: number;
}

/** Starts a Redis that keeps nothing on disk, on a free port of this machine. */
export async function startRedis(folder: string): Promise<Redis> {
	const port = await freePort();
	const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
	const running = await startProgram(
		{
			command: await systemProgram('redis-server'),
			args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
			env: { PATH: process.env.PATH },
			logFile: join(folder, 'redis.log'),
		},
		async () => (await ping(port)).startsWith('+PONG'),
	);
	return { ...running, port };
}

async function ping(port: number): Promise<string> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.once('data', (answer) => {
			resolve(String(answer));
			socket.destroy();
		});
		socket.once('error', () => resolve(''));
	});
}
