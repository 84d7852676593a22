/** What a real delivery always fills. Advertisements leave placeholders in UTM marks, which say nothing. */
const telling =
	/^(?:id|call_?id|lead_?type|callphase|caller_?(?:phone|number)|(?:called)?phone(?:number)?|call_?time|timestamp|request_?(?:id|number|date)|order_?(?:id|number)|status|duration)$/i;

const placeholder = /^\{[^{}]*\}$/;

/** Whether this is the test of Calltouch's own form, which may send `{callerphone}` in place of a phone. */
export function isTestDelivery(raw: Record<string, unknown>): boolean {
	const isPlaceholder = (value: unknown) =>
		typeof value === 'string' && placeholder.test(value.trim());
	const values = Object.values(raw);
	return (
		(values.length > 0 && values.every(isPlaceholder)) ||
		Object.entries(raw).some(([name, value]) => telling.test(name) && isPlaceholder(value))
	);
}
