import { deleteDeals } from '../../api/writes/deals';
import { batchOperation } from '../operation';
import { orderNumber } from './fields';

export const deleteDeal = batchOperation({
	option: {
		name: 'Delete',
		action: 'Delete deal',
		description: 'Delete deals, found by their numbers, up to 100 in a request',
	},
	fields: { orderNumber },
	read: (values) => values.orderNumber,
	write: deleteDeals,
});
