import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Whatever answers on a port that is taken is somebody else's, and nobody may talk to it.
 * @throws Error that names the port and the way to another one
 */
export async function claimPort(port: number, what: string, option: string): Promise<void> {
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Error(`--${option} is a port from 1 to 65535`);
	}
	const probe = createServer();
	try {
		await once(probe.listen(port, '127.0.0.1'), 'listening');
	} catch {
		const other = `npm run dev -- --${option} ${port + 1}`;
		throw new Error(`Port ${port}, for ${what}, is taken. Choose another one: ${other}`);
	}
	probe.close();
	await once(probe, 'close');
}
