import type { Settings } from '../server/settings.mts';
import type { Entry } from './bodies.mts';

/** The key of a result, and what it holds when nothing was taken. */
const FALSY = { imported: false, requestId: 0, calltouchOrderId: 0 } as const;

/**
 * What an answer says of an entry that was not taken, in the shape of the settings (docs/calltouch-api.md#deal-creation,
 * #request-creation, #site-form).
 */
export function refused(settings: Settings, result: keyof typeof FALSY, text: string): Entry {
	const { refusedResult, refusalKey } = settings;
	const values = { falsy: { [result]: FALSY[result] }, null: { [result]: null }, missing: {} };
	return { ...values[refusedResult], [refusalKey]: text };
}
