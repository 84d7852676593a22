import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { DealFields } from '../../api/dealWrites';
import { flagField, textField, timeField } from '../../shared/collections';
import { customFieldsParameter, readCustomFields } from '../../shared/customFields';
import { nameParameter } from '../../shared/names';
import { readTags, tagsParameter } from '../../shared/tags';
import { readAmount, readText, readTime, requiredText } from '../../shared/values';
import { contactsParameter, readContacts } from './contacts';
import { productsParameter, readProducts } from './products';

export const orderNumberParameter: INodeProperties = {
	...textField('Deal Number', 'orderNumber', 'A-100', 'Number of the deal in the CRM'),
	required: true,
};

export const statusParameter: INodeProperties = textField(
	'Status',
	'status',
	'New',
	'Stage of the deal in the CRM',
);

export function readOrderNumber(value: unknown): string {
	return requiredText(orderNumberParameter.displayName, value);
}

/** Additional fields that a new deal and a changed one share. */
export const dealFields: INodeProperties[] = [
	textField('Comment', 'comment', 'Wants a call in the evening'),
	contactsParameter,
	textField('Currency', 'currency', 'rub'),
	customFieldsParameter('Custom Fields', 'customFields', 'Custom fields of the deal'),
	textField('Deal Link', 'orderLink', 'https://crm.example/deals/100', 'Address of the deal'),
	textField('Deal Name', 'orderName', 'Windows for a house'),
	nameParameter('Funnel', 'funnel', 'searchFunnels', 'Pipeline of the deal in the CRM'),
	tagsParameter(
		'Lead Tags',
		'leadTags',
		'Tags for the call, request or chat that the deal belongs to',
	),
	nameParameter('Manager', 'manager', 'searchManagers', 'Who is in charge of the deal'),
	textField('Margin', 'margin', '10000.50', 'Profit of the deal'),
	flagField(
		'Overwrite Lead Tags',
		'overwriteLeadTags',
		'Whether Lead Tags replace the tags that the lead has, instead of being added to them',
	),
	productsParameter,
	textField('Revenue', 'revenue', '100000.50', 'Amount of the deal'),
	timeField('Status Date', 'statusDate', 'When the deal got this status'),
	tagsParameter('Tags', 'tags', 'Tags for the deal'),
];

/** @throws CalltouchError that names the field and shows its value */
export function readDealFields(
	fields: IDataObject,
	zone: string,
): Omit<DealFields, 'orderNumber' | 'status' | 'orderDate'> {
	return {
		funnel: readText('Funnel', fields.funnel),
		statusDate: readTime('Status Date', fields.statusDate, zone),
		currency: readText('Currency', fields.currency),
		revenue: readAmount('Revenue', fields.revenue),
		margin: readAmount('Margin', fields.margin),
		manager: readText('Manager', fields.manager),
		orderLink: readText('Deal Link', fields.orderLink),
		orderName: readText('Deal Name', fields.orderName),
		comment: readText('Comment', fields.comment),
		tags: readTags('Tags', fields.tags),
		leadTags: readTags('Lead Tags', fields.leadTags),
		overwriteLeadTags: fields.overwriteLeadTags === true,
		customFields: readCustomFields('Custom Fields', fields.customFields),
		products: readProducts(fields.products),
		...readContacts(fields.contacts),
	};
}
