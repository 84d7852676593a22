import type { AddressInfo, Server } from 'node:net';

/** Opens a server on a free port of this machine, and gives its address. */
export async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
