import { once } from 'node:events';
import { createServer } from 'node:net';

const maxPort = 65_535;

/**
 * Whatever answers on a port that is taken is somebody else's, and nobody may talk to it. `ports` goes by the options that
 * choose them; `others` are the further arguments of the command.
 * @throws Error that names the ports that are taken, and a command with free ones
 */
export async function claimPorts(ports: Record<string, number>, others: string[]): Promise<void> {
	const taken: number[] = [];
	const free: string[] = [];
	for (const [option, port] of Object.entries(ports)) {
		if (!Number.isInteger(port) || port < 1 || port > maxPort) {
			throw new Error(`--${option} is a port from 1 to ${maxPort}`);
		}
		let next = port;
		while (next < maxPort && !(await isFree(next))) next++;
		if (next !== port) taken.push(port);
		free.push(`--${option} ${next}`);
	}
	if (taken.length === 0) return;
	const subject = taken.length === 1 ? `Port ${taken[0]} is` : `Ports ${taken.join(' and ')} are`;
	throw new Error(`${subject} taken. Try: npm run dev -- ${[...free, ...others].join(' ')}`);
}

async function isFree(port: number): Promise<boolean> {
	const probe = createServer();
	try {
		await once(probe.listen(port, '127.0.0.1'), 'listening');
	} catch {
		return false;
	}
	probe.close();
	await once(probe, 'close');
	return true;
}
