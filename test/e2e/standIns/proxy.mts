import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate.mts';
import { serve, type Answer, type Asked, type Service } from './service.mts';

/** A proxy that leads to the stand-ins and nowhere else. */
export interface Proxy {
	/** Makes an n8n use it for everything outside of this machine. */
	env: NodeJS.ProcessEnv;
	/** Hosts that were asked for and that nobody plays. */
	strangers: string[];
	stop(): Promise<void>;
}

/** Starts a proxy that ends TLS itself and hands each request to the service of its host. */
export async function startProxy(services: Service[], certificate: Certificate): Promise<Proxy> {
	const byHost = new Map(services.flatMap((one) => one.hosts.map((host) => [host, one] as const)));
	const strangers: string[] = [];
	const sockets = new Set<Socket>();
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		void reply(byHost, request, response).catch((error: Error) => {
			response.writeHead(500).end(`The stand-in broke: ${error.stack}`);
		});
	};
	const { cert, key } = certificate;
	const tls = createTlsServer({ cert, key }, answer);
	const proxy = createServer((request, response) => {
		strangers.push(request.url ?? '');
		response.writeHead(502).end('Stand-ins are asked by HTTPS');
	});
	proxy.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
		const host = (request.url ?? '').replace(/:443$/, '');
		// n8n ends its connections as it likes.
		socket.on('error', () => socket.destroy());
		if (!byHost.has(host)) {
			strangers.push(host);
			socket.end('HTTP/1.1 502 Nobody plays this host\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		tls.emit('connection', socket);
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		env: {
			HTTP_PROXY: url,
			HTTPS_PROXY: url,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: certificate.file,
		},
		strangers,
		stop: async () => {
			proxy.close();
			for (const socket of sockets) socket.destroy();
			await once(proxy, 'close');
		},
	};
}

async function reply(
	byHost: Map<string, Service>,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const asked = await read(request);
	const service = byHost.get(asked.host);
	const {
		status = 200,
		headers = {},
		body = '',
	}: Answer = service
		? await serve(service, asked)
		: { status: 421, body: `Nobody plays ${asked.host}` };
	const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
	const type = isJson ? { 'content-type': 'application/json; charset=UTF-8' } : {};
	response.writeHead(status, { ...type, ...headers }).end(isJson ? JSON.stringify(body) : body);
}

async function read(request: IncomingMessage): Promise<Asked> {
	const { method = '', url = '/', headers } = request;
	const chunks = (await request.toArray()) as Buffer[];
	const { hostname, pathname, searchParams } = new URL(url, `https://${headers.host}`);
	return {
		method,
		host: hostname,
		path: decodeURIComponent(pathname),
		query: searchParams,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name, String(value)]),
		),
		body: Buffer.concat(chunks),
	};
}
