import { jsonContract } from './contract.mts';

/** A lead to add together with its contact. */
export interface NewLead {
	name: string;
	_embedded: {
		contacts: Array<{
			id?: number;
			first_name?: string;
			custom_fields_values?: Array<{ field_code: string; values: Array<{ value: string }> }>;
		}>;
	};
}

const texts = { type: 'string', minLength: 1 };
const ids = { type: 'integer', minimum: 1 };

/** https://www.amocrm.ru/developers/content/crm_platform/leads-api, "Комплексное добавление сделок с контактом и компанией" */
export const newLeads = jsonContract<NewLead[]>({
	type: 'array',
	minItems: 1,
	maxItems: 50,
	items: {
		type: 'object',
		additionalProperties: false,
		properties: {
			name: { type: 'string', maxLength: 255 },
			price: { type: 'integer' },
			status_id: ids,
			pipeline_id: ids,
			responsible_user_id: ids,
			custom_fields_values: { type: 'array' },
			_embedded: {
				type: 'object',
				additionalProperties: false,
				required: ['contacts'],
				properties: {
					tags: { type: 'array', items: { type: 'object', properties: { id: ids, name: texts } } },
					contacts: { type: 'array', minItems: 1, maxItems: 1, items: { $ref: '#/$defs/contact' } },
					companies: { type: 'array', maxItems: 1 },
					metadata: { type: 'object' },
				},
			},
		},
	},
	$defs: {
		contact: {
			type: 'object',
			additionalProperties: false,
			properties: {
				id: ids,
				name: texts,
				first_name: texts,
				last_name: texts,
				custom_fields_values: {
					type: 'array',
					items: {
						type: 'object',
						additionalProperties: false,
						required: ['values'],
						anyOf: [{ required: ['field_id'] }, { required: ['field_code'] }],
						properties: {
							field_id: ids,
							field_code: { enum: ['PHONE', 'EMAIL'] },
							values: {
								type: 'array',
								minItems: 1,
								items: {
									type: 'object',
									additionalProperties: false,
									required: ['value'],
									properties: {
										value: texts,
										enum_id: ids,
										enum_code: { enum: ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER'] },
									},
								},
							},
						},
					},
				},
			},
		},
	},
});

/** https://www.amocrm.ru/developers/content/crm_platform/events-and-notes, "Добавление примечаний" */
export const newNotes = jsonContract<Array<{ params: { text: string } }>>({
	type: 'array',
	minItems: 1,
	items: {
		type: 'object',
		additionalProperties: false,
		required: ['note_type', 'params'],
		properties: {
			note_type: { const: 'common' },
			params: { type: 'object', required: ['text'], properties: { text: texts } },
		},
	},
});
