import { phoneDigits, type StoredRecord } from '../data/stored.mts';
import type { Entry } from './bodies.mts';

/** Keys of the journal out of a request that was sent; `tags` is a list of names, `comment` a text. */
export function storedRequest(sent: Entry): StoredRecord {
	const { phoneNumber, email, comment } = sent;
	const tags = sent['tags'] as string[] | undefined;
	const optional = (key: string) => sent[key] || null;
	const number = optional('requestNumber');
	return {
		// Without a number the record keeps that of Calltouch.
		...(number === null ? {} : { requestNumber: String(number) }),
		subject: optional('subject'),
		requestUrl: optional('requestUrl'),
		manager: optional('manager'),
		session: null,
		client: {
			clientId: 77_000,
			fio: optional('fio'),
			phones: phoneNumber ? [{ phoneNumber: phoneDigits(phoneNumber), phoneType: 'MOBILE' }] : [],
			contacts: email ? [{ contactType: 'EMAIL', contactValue: email }] : [],
		},
		comments: comment
			? [{ commentId: 71, comment, partyId: 9, partyName: 'api@calltouch.example' }]
			: [],
		RequestTags: tags ? [{ category: '', type: 'WEB-API', names: tags }] : [],
		customFields: sent['customFields'] ?? null,
	};
}
