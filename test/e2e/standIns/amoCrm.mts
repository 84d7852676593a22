import { STATUS_CODES } from 'node:http';
import { newLeads, newNotes, type NewLead } from './amoCrmContracts.mts';
import { Refusal, type Answer, type Asked, type Service } from './service.mts';

interface Contact {
	id: number;
	name: string;
	phones: string[];
}

interface Lead {
	id: number;
	name: string;
	status_id: number;
	contactId: number;
}

interface Note {
	id: number;
	leadId: number;
	text: string;
}

/** An amoCRM account, as far as the examples use it. */
export interface AmoCrm extends Service {
	contacts: Contact[];
	leads: Lead[];
	notes: Note[];
	/** Phones whose new leads the account refuses. */
	refusedPhones: Set<string>;
	/** Phones and IDs of leads for whose look-up the account is too busy; a lead also by `<id>/notes`. */
	busy: Set<string>;
	addContact(phone: string): Contact;
	addLead(contactId: number, statusId?: number): Lead;
}

const token = 'long-lived-token-of-the-tests';
const maxLimit = 250;
const newStatus = 40_001;
const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Plays amoCRM at the address that the example begins with. */
export function amoCrm(): AmoCrm {
	let lastId = 10_000;
	const contacts: Contact[] = [];
	const leads: Lead[] = [];
	const notes: Note[] = [];
	const refusedPhones = new Set<string>();
	const busy = new Set<string>();

	function refuseWhenBusy(wanted: string[]) {
		if (wanted.some((one) => busy.has(one))) throw new Refusal(429, 'Too many requests');
	}

	function addContact(phone: string, name = phone) {
		const contact = { id: ++lastId, name, phones: [phone] };
		contacts.push(contact);
		return contact;
	}

	function addLead(contactId: number, statusId = newStatus, name = 'Lead') {
		const lead = { id: ++lastId, name, status_id: statusId, contactId };
		leads.push(lead);
		return lead;
	}

	function add({ name, _embedded: { contacts: given } }: NewLead, at: number) {
		const { id, first_name: firstName, custom_fields_values: fields = [] } = given[0] ?? {};
		const phone = fields.find((field) => field.field_code === 'PHONE')?.values[0]?.value ?? '';
		if (refusedPhones.has(phone)) throw new Refusal(400, 'Request validation failed');
		if (id !== undefined && !contacts.some((one) => one.id === id)) {
			throw new Refusal(400, 'Request validation failed');
		}
		const contactId = id ?? addContact(phone, firstName).id;
		const lead = addLead(contactId, newStatus, name);
		return {
			id: lead.id,
			contact_id: contactId,
			company_id: null,
			request_id: [String(at)],
			merged: false,
		};
	}

	return {
		hosts: ['your-company.amocrm.ru'],
		credentials: [
			{
				id: 'amocrm',
				name: 'amoCRM token',
				type: 'httpHeaderAuth',
				data: { name: 'Authorization', value: `Bearer ${token}` },
			},
		],
		contacts,
		leads,
		notes,
		refusedPhones,
		busy,
		addContact,
		addLead,
		asked: [],
		// https://www.amocrm.ru/developers/content/oauth/step-by-step
		admit: ({ headers }) => {
			if (headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 'Unauthorized');
		},
		// https://www.amocrm.ru/developers/content/crm_platform/error-codes
		refuse: ({ status, message }) => ({
			status,
			headers: { 'content-type': 'application/problem+json' },
			body: {
				title: STATUS_CODES[status],
				type: `https://httpstatus.es/${status}`,
				status,
				detail: message,
			},
		}),
		routes: [
			{
				// https://www.amocrm.ru/developers/content/crm_platform/contacts-api, "Список контактов"
				method: 'GET',
				path: /^\/api\/v4\/contacts$/,
				answer: (asked) => {
					const query = asked.query.get('query') ?? '';
					refuseWhenBusy([query]);
					const isFound = (phone: string) => digitsOf(phone).includes(query);
					const found = contacts.filter(({ phones }) => phones.some(isFound));
					const withLeads = asked.query.get('with') === 'leads';
					return list(asked, 'contacts', found.map(withLeads ? shownWithLeads : shown));
				},
			},
			{
				// https://www.amocrm.ru/developers/content/crm_platform/leads-api, "Список сделок"
				method: 'GET',
				path: /^\/api\/v4\/leads$/,
				answer: (asked) => {
					const filters = [...asked.query].filter(([key]) => key.startsWith('filter[id]'));
					const wanted = filters.map(([, value]) => value);
					// What amoCRM does with an ID that it never gives is not documented.
					if (wanted.length === 0 || !wanted.every((one) => Number(one) > 0)) {
						throw new Refusal(400, 'The stand-in lists leads by their IDs only');
					}
					refuseWhenBusy(wanted);
					const found = leads.filter(({ id }) => wanted.includes(String(id)));
					return list(asked, 'leads', found);
				},
			},
			{
				method: 'POST',
				path: /^\/api\/v4\/leads\/complex$/,
				answer: (asked) => hal(newLeads(asked).map(add)),
			},
			{
				// https://www.amocrm.ru/developers/content/crm_platform/events-and-notes, "Список примечаний по конкретной сущности"
				method: 'GET',
				path: /^\/api\/v4\/leads\/(\d+)\/notes$/,
				answer: (asked, leadId) => {
					refuseWhenBusy([`${leadId}/notes`]);
					const found = notes.filter((note) => note.leadId === Number(leadId)).reverse();
					const shownNotes = found.map(({ id, text }) => ({
						id,
						note_type: 'common',
						params: { text },
					}));
					return list(asked, 'notes', shownNotes);
				},
			},
			{
				method: 'POST',
				path: /^\/api\/v4\/leads\/(\d+)\/notes$/,
				answer: (asked, leadId) => {
					if (!leads.some(({ id }) => id === Number(leadId))) throw new Refusal(404, 'Not found');
					const added = newNotes(asked).map(({ params: { text } }) => {
						const note = { id: ++lastId, leadId: Number(leadId), text };
						notes.push(note);
						return { id: note.id, entity_id: note.leadId, request_id: '0' };
					});
					return hal({ _embedded: { notes: added } });
				},
			},
		],
	};

	function shown({ id, name, phones }: Contact) {
		const values = phones.map((value) => ({ value, enum_id: 1, enum_code: 'WORK' }));
		const phone = { field_id: 1, field_name: 'Телефон', field_code: 'PHONE', values };
		return { id, name, custom_fields_values: [phone], _embedded: {} };
	}

	function shownWithLeads(contact: Contact) {
		const own = leads.filter(({ contactId }) => contactId === contact.id);
		return { ...shown(contact), _embedded: { leads: own.map(({ id }) => ({ id })) } };
	}
}

/** A page of a list; nothing at all, with status 204, when nothing is found. */
function list({ query }: Asked, name: string, found: object[]): Answer {
	const limit = Number(query.get('limit') ?? 50);
	if (limit > maxLimit) throw new Refusal(400, `limit is at most ${maxLimit}`);
	if (found.length === 0) return { status: 204 };
	return hal({ _page: 1, _links: {}, _embedded: { [name]: found.slice(0, limit) } });
}

function hal(body: object): Answer {
	return { headers: { 'content-type': 'application/hal+json' }, body };
}
