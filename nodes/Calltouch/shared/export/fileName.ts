const longest = 120;
/** So much of a name is looked at: what is cut off at the end takes a while to find in a longer one. */
const looked = 1000;

/**
 * A file name that no system refuses: without folders, control signs and signs with a meaning in paths,
 * and with the extension. `fallback` serves when nothing is left.
 */
export function safeFileName(wanted: unknown, fallback: string, extension: string): string {
	const name = String(wanted ?? '')
		.replace(/[\p{Cc}"*/:<>?\\|]+/gu, '_')
		.replace(/^[\s.]+/, '')
		.slice(0, looked)
		.replace(/[\s.]+$/, '');
	const ending = `.${extension}`;
	const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
	return (bare.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') || fallback) + ending;
}
