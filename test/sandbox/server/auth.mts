import type { ApiRequest, AuthStyle, Route } from './api.mts';
import { Refusal, errorShapes, json } from './reply.mts';
import type { Settings } from './settings.mts';

interface Credentials {
	token: string | undefined;
	siteId: number;
}

/** Where each style looks for the token and the site. */
const STYLES: Record<Exclude<AuthStyle, 'none'>, (request: ApiRequest) => Credentials> = {
	clientApiId: ({ query, siteId }) => ({ token: query['clientApiId'], siteId }),
	access_token: ({ query, siteId }) => ({ token: query['access_token'], siteId }),
	header: ({ headers, siteId }) => ({ token: headers['access-token']?.toString(), siteId }),
};

function forbidden(message: string): Refusal {
	return new Refusal(json(403, errorShapes.A(message)));
}

/** The names of the places in which a request carries a token. */
function placesOf({ query, headers }: ApiRequest): string[] {
	const places = ['clientApiId', 'access_token'].filter((name) => query[name] !== undefined);
	return headers['access-token'] === undefined ? places : [...places, 'header'];
}

/** Refuses a request without the right token in the right place; when strict, in that place only. */
export function checkAccess(
	request: ApiRequest,
	{ auth, siteIsOptional }: Route,
	{ strict, sites }: Settings,
): void {
	if (auth === 'none') return;
	const { token, siteId } = STYLES[auth](request);
	const known = sites.some((site) => token !== undefined && site.tokens.includes(token));
	if (!known || (strict && placesOf(request).some((place) => place !== auth))) {
		throw forbidden('Доступ запрещен: неверный токен');
	}
	if (siteIsOptional && siteId === 0 && !strict) return;
	const site = sites.find((one) => one.siteId === siteId);
	if (!site?.tokens.includes(token ?? '')) throw forbidden('Нет доступа к сайту');
}
