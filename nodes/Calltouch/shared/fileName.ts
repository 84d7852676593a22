const longest = 120;

/**
 * A file name that no system refuses: without folders, control signs and signs with a meaning in paths,
 * and with the extension. `fallback` serves when nothing is left.
 */
export function safeFileName(wanted: unknown, fallback: string, extension: string): string {
	const name = String(wanted ?? '')
		.replace(/[\p{Cc}"*/:<>?\\|]+/gu, '_')
		.replace(/^[\s.]+|[\s.]+$/g, '');
	const ending = `.${extension}`;
	const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
	return (bare.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') || fallback) + ending;
}
