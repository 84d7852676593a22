import { CalltouchError } from '../errors';
import type { HttpAnswer, Site } from './connection';

/** Under this name our own requests for recordings carry the token (docs/calltouch-api.md#authentication). */
const tokenKey = 'clientapiid';

/**
 * Where a redirect leads, without what we sent ourselves; undefined when the answer is none that can be followed.
 * Servers often repeat the query of the request in `Location`, and with it the token. It is taken out wherever the
 * redirect leads; the credential adds it again, and only for the host of Base URL. The rest of the query stays as it
 * was written, sign by sign, because a storage may have signed it.
 * @throws CalltouchError when the address of another host holds the token elsewhere than in its query
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

/** The text as it is after every percent sign was decoded, however often it was encoded. */
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
