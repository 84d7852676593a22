import { CalltouchError } from '../errors';
import type { HttpAnswer, Site } from './connection';

/** Query name of the token in our own requests for recordings (docs/calltouch-api.md#authentication). */
const tokenKey = 'clientapiid';

/**
 * Returns the target of a redirect without our token; undefined if it cannot be followed. Servers often copy the query
 * of the request, and thus the token, into `Location`. It is removed wherever the redirect leads; the credential adds
 * it again for the host of Base URL only. The rest of the query is kept byte for byte, since a storage service may have
 * signed it.
 * @throws CalltouchError if a URL of another host has the token anywhere outside its query
 */
export function redirectTarget(
	site: Site,
	{ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
	from: string,
): string | undefined {
	const { location } = headers;
	if (status < 300 || status >= 400 || typeof location !== 'string') return undefined;
	const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
	if (!target || !/^https?:$/.test(target.protocol)) return undefined;
	target.hash = '';
	const kept = target.search.slice(1).split('&');
	target.search = kept.filter((pair) => !isOurs(site, pair)).join('&');
	const isHome = target.host === new URL(site.baseUrl).host;
	if (!isHome && holdsToken(site, target.href)) throw leakyRedirect(site, target.host);
	return target.href;
}

function isOurs(site: Site, pair: string): boolean {
	const [key = ''] = unescaped(pair).split('=');
	return key.toLowerCase() === tokenKey || holdsToken(site, pair);
}

/** Decodes percent escapes until none are left, however often the text was encoded. */
function unescaped(text: string): string {
	const once = text.replace(/%([\da-f]{2})/gi, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);
	return once === text ? text : unescaped(once);
}

function holdsToken({ redact }: Site, text: string): boolean {
	return redact(text) !== text;
}

function leakyRedirect({ redact }: Site, host: string): CalltouchError {
	const message = `Calltouch redirects to ${redact(host)} with the API token in the address, which was not followed`;
	return new CalltouchError('bad-answer', message, {
		remedy: 'Tell whoever runs the server at Base URL in the credential.',
	});
}
