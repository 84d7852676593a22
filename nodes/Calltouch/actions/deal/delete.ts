import { deleteDeals } from '../../api/writes/deals';
import { batchOperation } from '../operation';
import { knownOrderNumber } from './fields';

export const deleteDeal = batchOperation({
	option: {
		name: 'Delete',
		action: 'Delete deal',
		description: 'Delete deals, found by their numbers, up to 100 in a request',
	},
	fields: { orderNumber: knownOrderNumber },
	read: (values) => values.orderNumber,
	write: deleteDeals,
});
