import type { IDataObject } from 'n8n-workflow';
import { requests } from '../../api/journals/requests';
import type { CalltouchRecord } from '../../api/record';
import { recordClock } from '../../api/time/recordClock';
import { outputOf } from './output';

/** The Output parameter for requests. */
export const requestOutput = outputOf(requests, {
	record: 'request',
	first: ['requestId', 'dateStr', 'client'],
	tags: 'RequestTags',
	include: {
		attrs: { name: 'Custom Attributes', description: 'Attributes of the visit' },
		customFields: { name: 'Custom Fields' },
		dcm: { name: 'DCM' },
		googleAdWords: { name: 'Google Ads' },
		RequestTags: { name: 'Request Tags' },
		mapVisits: { name: 'Visits' },
		yandexDirect: { name: 'Yandex.Direct' },
	},
	simplifier: (zone, dateText) => {
		const clock = recordClock(requests.times, zone);
		return (request, included) => ({
			...simplify(request, dateText(clock(request))),
			...(included.includes('attrs') ? { attrs: attrsOf(request) } : {}),
		});
	},
});

function attrsOf({ session }: CalltouchRecord): IDataObject | null {
	return (session as { attrs?: IDataObject | null } | null | undefined)?.attrs ?? null;
}

interface Client {
	fio?: unknown;
	phones?: Array<{ phoneNumber?: unknown } | null> | null;
	contacts?: Array<{ contactType?: unknown; contactValue?: unknown } | null> | null;
}

/** Most useful fields first; `date` is in the account's time zone. */
function simplify(request: CalltouchRecord, date: string | undefined): IDataObject {
	const client = (request.client ?? {}) as Client;
	const session = (request.session ?? {}) as CalltouchRecord;
	const simple = {
		requestId: request.requestId,
		requestNumber: request.requestNumber,
		date: date ?? request.dateStr,
		subject: request.subject,
		fio: client.fio,
		phoneNumber: listOf(client.phones)[0]?.phoneNumber,
		email: emailOf(client),
		source: session.source,
		medium: session.medium,
		utmCampaign: session.utmCampaign,
	};
	return Object.fromEntries(
		Object.entries(simple).map(([key, value]) => [key, value ?? null]),
	) as IDataObject;
}

/** E-mail addresses are among the contacts; the exact name of their type is unknown. */
function emailOf({ contacts }: Client): unknown {
	const all = listOf(contacts);
	const marked = all.find((contact) => /mail/i.test(String(contact?.contactType)));
	return (marked ?? all.find((contact) => String(contact?.contactValue).includes('@')))
		?.contactValue;
}

function listOf<T>(value: T[] | null | undefined): T[] {
	return Array.isArray(value) ? value : [];
}
