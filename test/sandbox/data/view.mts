/** Parameters that fill one block of a record each. */
const INCLUDES = [
	'withCallTags',
	'withMapVisits',
	'withOrders',
	'withComments',
	'withText',
	'withYandexDirect',
	'withGoogleAdwords',
	'withDcm',
	'withAttrs',
	'withCallbackInfo',
	'withCustomFields',
] as const;
export type Include = (typeof INCLUDES)[number];

/** How the same call is shown: with which attribution and which blocks. */
export interface View {
	attribution: '0' | '1';
	include: Record<Include, boolean>;
	/** The same text for the same view. */
	key: string;
}

/** A view with some of the blocks. */
export function viewOf(attribution: '0' | '1', isOn: (include: Include) => boolean): View {
	const flags = INCLUDES.map((name) => [name, isOn(name)] as const);
	return {
		attribution,
		include: Object.fromEntries(flags) as Record<Include, boolean>,
		key: attribution + flags.map(([, on]) => (on ? '1' : '0')).join(''),
	};
}
