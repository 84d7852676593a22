import type { Route } from '../server/api.mts';
import { errorShapes, json } from '../server/reply.mts';

/** The number of the API server of a site; needs no token. */
export const nodeId: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/{siteId}/getnodeid',
	auth: 'none',
	answer: ({ siteId }, { book }) =>
		book.siteOf(siteId)
			? json(200, { nodeId: 1 + (siteId % 16) })
			: json(404, errorShapes.A('Сайт не найден')),
};
