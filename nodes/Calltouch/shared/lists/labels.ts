/** Words that are not written as in a key, in lower case. */
const words = new Map([
	...['id', 'ip', 'os', 'url', 'utm', 'sip', 'dcm', 'ct'].map(
		(word) => [word, word.toUpperCase()] as const,
	),
	['callphase', 'Call Phase'],
	['in', 'in'],
	['order', 'Deal'],
	['orders', 'Deals'],
	['ref', 'Referrer'],
	['uniq', 'Unique'],
	['ya', 'Yandex'],
]);

/** Keys that have another name on the screen, the same as under Include. */
const names = new Map([
	['attrs', 'Custom Attributes'],
	['callbackInfo', 'Callback Data'],
	['dateStr', 'Date as Text'],
	['googleAdWords', 'Google Ads'],
	['mapVisits', 'Visits'],
	['phoneNumber', 'Tracked Number'],
	['phrases', 'Transcript'],
	['yandexDirect', 'Yandex.Direct'],
]);

/** The label of a key: `utmSource` → `UTM Source`, `callId` → `Call ID`. */
export function fieldLabel(key: string): string {
	return (
		names.get(key) ??
		key
			.split(/(?=[A-Z])/)
			.map(inTitle)
			.join(' ')
	);
}

function inTitle(word: string): string {
	return words.get(word.toLowerCase()) ?? word.charAt(0).toUpperCase() + word.slice(1);
}
