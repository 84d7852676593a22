import type { Connection } from '../../nodes/Calltouch/api/types';

/** A connection that reaches nobody unless `send` is given. */
export function connection(changes: Partial<Connection> = {}): Connection {
	return {
		send: () => Promise.reject(new Error('This test sends nothing')),
		baseUrl: 'https://api.calltouch.example',
		siteId: '12345',
		zone: 'Europe/Moscow',
		conceal: (text) => text.replaceAll('secret', '***'),
		timeoutMs: 60_000,
		retryForMs: 120_000,
		lane: {},
		...changes,
	};
}
