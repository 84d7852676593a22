import { createDeals } from '../../api/writes/deals';
import { additionalFields } from '../../shared/fields/collection';
import { required } from '../../shared/fields/field';
import { text } from '../../shared/fields/text';
import { dealMatching } from '../../shared/parameters/matching';
import { batchOperation } from '../operation';
import { dealDate, dealFields, dealPart, orderNumber, statusOf } from './fields';

export const createDeal = batchOperation({
	option: {
		name: 'Create',
		action: 'Create deal',
		description: 'Create deals and credit them to calls, requests or chats, up to 100 in a request',
	},
	fields: {
		crm: required(
			text('CRM', { example: 'my-crm', description: 'Name of the CRM that the deal comes from' }),
		),
		orderNumber,
		orderDate: required(dealDate),
		status: required(statusOf('Stage of the deal in the CRM')),
		matching: dealMatching,
		additionalFields: additionalFields(dealFields),
	},
	read: ({ additionalFields: others, ...deal }) => ({ ...deal, ...dealPart(others) }),
	/** A request names only one CRM. */
	together: ({ crm }) => crm,
	write: createDeals,
});
