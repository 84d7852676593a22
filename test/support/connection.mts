import { Readable } from 'node:stream';
import type { Body } from '../../nodes/Calltouch/api/http/body';
import type { Connection, Policy, Site } from '../../nodes/Calltouch/api/http/connection';

type Changes = Partial<Site> & Partial<Policy> & Pick<Connection, 'signal'>;

/** A connection that reaches nobody unless `send` is given. */
export function connection({
	signal,
	timeoutMs = 60_000,
	retryForMs = 120_000,
	ceiling,
	...changes
}: Changes = {}): Connection {
	const site = {
		send: () => Promise.reject(new Error('This test sends nothing')),
		account: 'account',
		baseUrl: 'https://api.calltouch.example',
		id: '12345',
		zone: 'Europe/Moscow',
		redact: (text: string) => text.replaceAll('secret', '***'),
		...changes,
	};
	return { site, policy: { timeoutMs, retryForMs, ceiling }, lane: {}, signal };
}

/** The body of an answer that comes in these pieces. */
export function bodyOf(...pieces: Array<string | Uint8Array>): Body {
	const buffers = pieces.map((piece) => Buffer.from(piece as string));
	return Readable.from(buffers, { objectMode: false }) as unknown as Body;
}
