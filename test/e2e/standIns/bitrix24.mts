import { Bucket } from './bucket.mts';
import {
	commentList,
	contactType,
	findByComm,
	itemList,
	itemUpdate,
	newComment,
	newItem,
	type CommentOwner,
	type Fields,
} from './bitrix24Contracts.mts';
import { Refusal, type Answer, type Asked, type Service } from './service.mts';

interface Contact {
	id: number;
	phones: string[];
}

interface Deal {
	id: number;
	contactId: number;
	stageId: string;
	closed: 'Y' | 'N';
	title: string;
	originId: string;
}

interface Comment {
	id: number;
	owner: CommentOwner;
	ownerId: number;
	text: string;
	files: Array<{ name: string; content: Buffer }>;
}

/** A Bitrix24 portal with an inbound webhook, as far as the examples use it. */
export interface Bitrix24 extends Service {
	contacts: Contact[];
	deals: Deal[];
	comments: Comment[];
	commentsOf(owner: CommentOwner, ownerId: number): Comment[];
	/** Phones whose contacts the portal refuses to add. */
	refusedPhones: Set<string>;
	/** Phones that the portal is too busy to look up. */
	busyPhones: Set<string>;
	/** IDs of contacts and deals that the portal lets nobody change or comment. */
	refusedOwners: Set<number>;
	bucket: Bucket;
	addContact(phone: string): Contact;
	addDeal(deal: Omit<Deal, 'id'>): Deal;
}

type Method = (asked: Asked) => unknown;

const pageSize = 50;

/** Plays Bitrix24 behind the webhook that the examples begin with. */
export function bitrix24(): Bitrix24 {
	let lastId = 100;
	const contacts: Contact[] = [];
	const deals: Deal[] = [];
	const comments: Comment[] = [];
	const refusedPhones = new Set<string>();
	const busyPhones = new Set<string>();
	const refusedOwners = new Set<number>();
	// https://apidocs.bitrix24.com/limits.html
	const bucket = new Bucket(50, 2);

	function addContact(phone: string) {
		const contact = { id: ++lastId, phones: [phone] };
		contacts.push(contact);
		return contact;
	}

	function addDeal(deal: Omit<Deal, 'id'>) {
		const added = { ...deal, id: ++lastId };
		deals.push(added);
		return added;
	}

	function commentsOf(owner: CommentOwner, ownerId: number) {
		return comments.filter((one) => one.owner === owner && one.ownerId === ownerId);
	}

	function refuseChange(id: number) {
		if (refusedOwners.has(id)) throw new Refusal(400, 'Access denied', 'ACCESS_DENIED');
	}

	const methods: Record<string, Method> = {
		'crm.duplicate.findbycomm': (asked) => {
			const { values } = findByComm(asked);
			if (values.some((phone) => busyPhones.has(phone))) throw tooMany();
			const found = contacts.filter(({ phones }) => phones.some((one) => values.includes(one)));
			// An empty list of PHP.
			return found.length > 0 ? { CONTACT: found.map((contact) => contact.id) } : [];
		},
		'crm.item.add': (asked) => {
			const { entityTypeId, fields } = newItem(asked);
			return { item: entityTypeId === contactType ? addContactOf(fields) : addDealOf(fields) };
		},
		'crm.item.list': (asked) => {
			const { filter } = itemList(asked);
			const { contactId: one, '@contactId': some = one } = filter;
			const found = deals
				.filter(({ contactId }) => some === undefined || [some].flat().includes(contactId))
				.filter(({ originId }) => originId === (filter.originId ?? originId))
				.filter(({ closed }) => closed === (filter.closed ?? closed))
				.filter(({ stageId }) => stageId === (filter.stageId ?? stageId));
			return { items: found.reverse().slice(0, pageSize) };
		},
		'crm.item.update': (asked) => {
			const { id: dealId, fields } = itemUpdate(asked);
			const deal = deals.find((one) => one.id === dealId);
			if (!deal) throw new Refusal(400, 'Item not found', 'NOT_FOUND');
			refuseChange(dealId);
			return { item: Object.assign(deal, fields) };
		},
		'crm.timeline.comment.list': (asked) => {
			const { filter } = commentList(asked);
			const found = commentsOf(filter.ENTITY_TYPE, filter.ENTITY_ID).reverse();
			return found.map((one) => ({ ID: String(one.id), COMMENT: one.text })).slice(0, pageSize);
		},
		'crm.timeline.comment.add': (asked) => {
			const { fields } = newComment(asked);
			const { ENTITY_TYPE: owner, ENTITY_ID: ownerId, COMMENT: comment, FILES = [] } = fields;
			const owners = owner === 'deal' ? deals : contacts;
			if (!owners.some((one) => one.id === ownerId)) {
				throw new Refusal(400, 'Owner was not found', 'OWNER_NOT_FOUND');
			}
			refuseChange(ownerId);
			const files = FILES.map(([name, base64]) => ({
				name,
				content: Buffer.from(base64, 'base64'),
			}));
			comments.push({ id: ++lastId, owner, ownerId, text: comment, files });
			return lastId;
		},
	};

	function addContactOf(fields: Fields) {
		const [{ value: phone }] = fields.fm as [{ value: string }];
		if (refusedPhones.has(phone)) {
			throw new Refusal(400, 'Access denied', 'ACCESS_DENIED');
		}
		return addContact(phone);
	}

	function addDealOf({ title, contactIds, originId }: Fields) {
		const [contactId = 0] = contactIds as number[];
		const base = { stageId: 'NEW', closed: 'N' } as const;
		return addDeal({
			...base,
			contactId,
			title: title as string,
			originId: originId as string,
		});
	}

	return {
		hosts: ['your-portal.bitrix24.ru'],
		credentials: [],
		contacts,
		deals,
		comments,
		commentsOf,
		refusedPhones,
		busyPhones,
		refusedOwners,
		bucket,
		addContact,
		addDeal,
		asked: [],
		admit: () => {
			if (!bucket.take()) throw tooMany();
		},
		// https://apidocs.bitrix24.com/api-reference/common/system/errors.html
		refuse: ({ status, message, code }) => ({
			status,
			body: { error: code || 'ERROR_CORE', error_description: message },
		}),
		routes: [
			{
				method: 'POST',
				path: /^\/rest\/1\/your-webhook\/([a-z.]+)$/,
				answer: (asked, name = ''): Answer => {
					const method = methods[name];
					if (!method) {
						throw new Refusal(404, 'Method not found!', 'ERROR_METHOD_NOT_FOUND');
					}
					return { body: { result: method(asked), time: { operating: 0 } } };
				},
			},
		],
	};
}

const tooMany = () => new Refusal(503, 'Too many requests', 'QUERY_LIMIT_EXCEEDED');
