import type { INodeProperties } from 'n8n-workflow';
import { readDeals } from '../../api/deals';
import { recordTime } from '../../api/moments';
import type { Connection } from '../../api/types';
import { dealFilters, readDealFilters } from '../../shared/dealFilters';
import { dealOutputParameters, readDealOutput } from '../../shared/dealOutput';
import type { ParameterSource } from '../../shared/parameters';
import type { Journal } from './journal';
import { toEntry, type Kind } from './toEntry';

export const option = {
	name: 'New Deal',
	description: 'When a CRM has reported a deal, found by the date of the deal',
};

export const noun = 'deal';

export const description: INodeProperties[] = [...dealOutputParameters, dealFilters];

export function open(parameters: ParameterSource, connection: Connection): Journal {
	const { zone } = connection.site;
	const { blocks, shape } = readDealOutput(parameters, 0, zone);
	const query = { ...readDealFilters(parameters, 0), blocks };
	const kind: Kind = {
		id: 'orderId',
		began: ({ orderDate }) => recordTime(orderDate, zone),
		hasEnded: () => true,
		shape,
	};
	return {
		read: (days) => readDeals(connection, { ...query, ...days }, toEntry(kind)),
	};
}
