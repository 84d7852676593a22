import { jsonContract } from './contract.mts';

export type Fields = Record<string, unknown>;
/** `ENTITY_TYPE` of what a comment belongs to, as far as the examples use it. */
export type CommentOwner = 'deal' | 'contact';

/** `entityTypeId` of a contact and of a deal. */
export const contactType = 3;
const dealType = 2;

const text = { type: 'string', minLength: 1 };
const id = { type: 'integer', minimum: 1 };
const commentOwner = { enum: ['deal', 'contact'] };
const strict = { type: 'object', additionalProperties: false };
const body = (properties: object, required = Object.keys(properties)) =>
	({ ...strict, properties, required }) as const;

/** https://apidocs.bitrix24.com/api-reference/crm/duplicates/crm-duplicate-find-by-comm.html */
export const findByComm = jsonContract<{ values: string[] }>(
	body({
		type: { const: 'PHONE' },
		entity_type: { const: 'CONTACT' },
		values: { type: 'array', minItems: 1, maxItems: 20, items: text },
	}),
);

const contactFields = body(
	{
		name: text,
		sourceId: text,
		fm: {
			type: 'array',
			minItems: 1,
			items: body({
				typeId: { const: 'PHONE' },
				valueType: { enum: ['WORK', 'MOBILE'] },
				value: text,
			}),
		},
	},
	['name', 'fm'],
);

const dealFields = body(
	{
		title: text,
		contactIds: { type: 'array', minItems: 1, items: id },
		sourceId: text,
		sourceDescription: text,
		utmCampaign: { type: ['string', 'null'] },
		originatorId: text,
		originId: text,
	},
	['title', 'contactIds'],
);

/** https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html */
export const newItem = jsonContract<{ entityTypeId: number; fields: Fields }>({
	oneOf: [
		body({ entityTypeId: { const: contactType }, fields: contactFields }),
		body({ entityTypeId: { const: dealType }, fields: dealFields }),
	],
});

/** https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-list.html */
export const itemList = jsonContract<{ filter: Fields }>(
	body({
		entityTypeId: { const: dealType },
		filter: {
			...strict,
			minProperties: 1,
			properties: {
				contactId: id,
				'@contactId': { type: 'array', minItems: 1, items: id },
				stageId: text,
				originatorId: { const: 'CALLTOUCH' },
				originId: text,
				closed: { enum: ['Y', 'N'] },
			},
		},
		order: body({ id: { enum: ['ASC', 'DESC'] } }),
		select: { type: 'array', items: text },
	}),
);

/** https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-update.html */
export const itemUpdate = jsonContract<{ id: number; fields: { stageId: string } }>(
	body({ entityTypeId: { const: dealType }, id, fields: body({ stageId: text }) }),
);

/** https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-list.html */
export const commentList = jsonContract<{
	filter: { ENTITY_TYPE: CommentOwner; ENTITY_ID: number };
}>(
	body({
		filter: body({ ENTITY_TYPE: commentOwner, ENTITY_ID: id }),
		order: body({ ID: { enum: ['ASC', 'DESC'] } }),
		select: { type: 'array', items: text },
	}),
);

/** https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-add.html */
export const newComment = jsonContract<{
	fields: {
		ENTITY_TYPE: CommentOwner;
		ENTITY_ID: number;
		COMMENT: string;
		FILES?: Array<[string, string]>;
	};
}>(
	body({
		fields: body(
			{
				ENTITY_TYPE: commentOwner,
				ENTITY_ID: id,
				COMMENT: text,
				FILES: {
					type: 'array',
					items: { type: 'array', minItems: 2, maxItems: 2, items: text },
				},
			},
			['ENTITY_TYPE', 'ENTITY_ID', 'COMMENT'],
		),
	}),
);
