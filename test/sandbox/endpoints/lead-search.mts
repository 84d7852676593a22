import { phoneDigits } from '../data/stored.mts';
import type { World } from '../server/api.mts';
import type { Entry } from './bodies.mts';
import { rulesOf } from './matching-check.mts';

/** A phone that belongs to no lead, to play a search in vain; every other phone has one. */
export const STRANGER = '70000000000';

/** Whether one of the rules of an entry finds a lead of the site. */
export function findsLead(
	entry: Entry,
	siteId: number,
	{ book, ledger, settings }: World,
): boolean {
	return rulesOf(entry).some(({ type, callId, requestId, phones }) => {
		if (type === 'call') return book.find(siteId, String(callId)) !== undefined;
		if (type === 'request') return ledger.hasRequest(settings, siteId, Number(requestId));
		return !((phones ?? []) as unknown[]).map(phoneDigits).includes(STRANGER);
	});
}
