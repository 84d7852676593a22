/** Labels of words in keys that are not simply capitalised, by the word in lower case. */
const wordLabels = new Map([
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

/** Keys with a label of their own, the same as under Include. */
const keyLabels = new Map([
	['attrs', 'Custom Attributes'],
	['callbackInfo', 'Callback Data'],
	['dateStr', 'Date as Text'],
	['googleAdWords', 'Google Ads'],
	['mapVisits', 'Visits'],
	['phoneNumber', 'Tracked Number'],
	['phrases', 'Transcript'],
	['yandexDirect', 'Yandex.Direct'],
]);

/** Returns the label of a key: `utmSource` → `UTM Source`, `callId` → `Call ID`. */
export function fieldLabel(key: string): string {
	return (
		keyLabels.get(key) ??
		key
			.split(/(?=[A-Z])/)
			.map(titleCase)
			.join(' ')
	);
}

function titleCase(word: string): string {
	return wordLabels.get(word.toLowerCase()) ?? word.charAt(0).toUpperCase() + word.slice(1);
}
