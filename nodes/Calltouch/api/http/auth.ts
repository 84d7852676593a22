import { digits } from '../ids';
import { invalidInput } from '../errors';
import { zoneName } from '../time/dates';
import { redactor } from './redact';
import { withoutUnseen } from '../invisible';

/** What the user typed into the credential. */
export interface Credentials {
	siteId: string;
	apiToken: string;
	baseUrl: string;
	timezone: string;
}

/** The parts of an n8n request that carry an address or a token; older requests use `uri`. */
interface Addressed {
	url?: string;
	uri?: string;
	baseURL?: string;
	qs?: object;
	headers?: object;
}

export const whereToFind =
	'In Calltouch, the token and the site ID stand under Integrations > Send data to external systems > API.';

/** A host without scheme and path, for which https is meant. */
export const bareHost = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?$/i;

const none = /\/requests\/[^/]+\/register\/?$|\/getnodeid\/?$/;
const statistics = /\/statistics\//;
const services = /\/(?:lead|widget|phone|scoring)-service\//;

/**
 * Adds the token the way the path requires (docs/calltouch-api.md#authentication), and only if the request goes to the
 * host of the credential's base URL; any other request is returned unchanged.
 */
export function authorize<T extends Addressed>(credentials: Credentials, request: T): T {
	const target = parseUrl(request.url ?? request.uri ?? '', request.baseURL);
	if (!target || !isHome(target, credentials.baseUrl) || none.test(target.pathname)) return request;
	const { apiToken, siteId } = checkCredentials(credentials);
	if (services.test(target.pathname)) {
		const headers = { 'Access-Token': apiToken, SiteId: siteId };
		return { ...request, headers: { ...headers, ...request.headers } };
	}
	const key = statistics.test(target.pathname) ? 'access_token' : 'clientApiId';
	return { ...request, qs: { ...request.qs, [key]: apiToken } };
}

/**
 * Returns the credential without stray spaces, and without invisible characters in the token and the site.
 * @throws CalltouchError that names the invalid field
 */
export function checkCredentials(credentials: Credentials): Credentials {
	const apiToken = withoutUnseen(credentials.apiToken ?? '').trim();
	if (!apiToken || /\s/.test(apiToken)) {
		const why = apiToken ? 'has a space inside' : 'is empty';
		throw invalidInput('API Token in the credential', undefined, why, whereToFind);
	}
	const [foreign] = /[^\x21-\x7e]/u.exec(apiToken) ?? [];
	if (foreign !== undefined) {
		const code = (foreign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
		const why = `holds a sign that cannot be sent (U+${code})`;
		const remedy = `It may have come along when it was copied, or look like a Latin letter. ${whereToFind}`;
		throw invalidInput('API Token in the credential', undefined, why, remedy);
	}
	const baseUrl = checkBaseUrl(credentials.baseUrl?.trim() ?? '', apiToken);
	const timezone = zoneName(credentials.timezone, 'Account Time Zone in the credential');
	const siteId = digits(
		withoutUnseen(String(credentials.siteId ?? '')),
		'Site ID in the credential',
	);
	return { apiToken, baseUrl, timezone, siteId };
}

/** Calltouch's tokens are at least this long; a shorter one may be part of an address by chance. */
const leastTokenLength = 8;

/** Returns the address with its scheme and without trailing slashes. An error shows nothing that may be a token. */
function checkBaseUrl(baseUrl: string, apiToken: string): string {
	const refuse = (shown: string | undefined, why: string) =>
		invalidInput(
			'Base URL in the credential',
			shown,
			why,
			'Enter only the address, e.g. https://api.calltouch.ru.',
		);
	if (/[?#]/.test(baseUrl)) {
		throw refuse(undefined, 'is not a web address alone, there is a ? or a # in it');
	}
	if (apiToken.length >= leastTokenLength && redactor(apiToken)(baseUrl) !== baseUrl) {
		throw refuse(undefined, 'holds the API token');
	}
	const address = withScheme(baseUrl);
	const url = parseUrl(address);
	if (!url || !/^https?:$/.test(url.protocol)) {
		const isSchemeWrong = bareHost.test(address.replace(/^[a-z]+:\/*/i, ''));
		throw refuse(isSchemeWrong ? baseUrl : undefined, 'is not a web address');
	}
	return address;
}

/** Returns the address with its scheme, and without trailing slashes. */
function withScheme(baseUrl: string): string {
	const address = withoutEndSlashes(baseUrl);
	return bareHost.test(address) ? `https://${address}` : address;
}

/** A token may travel over a safer scheme than the base URL's, never over a weaker one. */
function isHome(target: URL, baseUrl: string): boolean {
	const home = parseUrl(withScheme(baseUrl?.trim() ?? ''));
	return (
		home !== undefined &&
		target.host === home.host &&
		(target.protocol === home.protocol || target.protocol === 'https:')
	);
}

function parseUrl(url: string, base?: string): URL | undefined {
	const whole =
		base && !/^[a-z][a-z\d+.-]*:/i.test(url)
			? `${withoutEndSlashes(base)}/${url.replace(/^\/+/, '')}`
			: url;
	try {
		return new URL(whole);
	} catch {
		return undefined;
	}
}

/** Loops from the end, because a pattern would start over at each slash of a long row. */
function withoutEndSlashes(address: string): string {
	let end = address.length;
	while (address.charAt(end - 1) === '/') end--;
	return address.slice(0, end);
}
