import type { DealFilters } from '../../api/journals/deals';
import { choice } from '../fields/choice';
import { filters } from '../fields/collection';
import type { Part } from '../fields/field';

/** Filters of every operation that reads the deal journal. */
export const dealFilters: Part<DealFilters> = filters({
	orderSource: choice('Deal Source', {
		options: [
			{ name: 'Call', value: 'CALL' },
			{ name: 'Chat', value: 'CHAT' },
			{ name: 'Request', value: 'REQUEST' },
		],
		default: 'CALL',
		description: 'What the deal came from',
	}),
});
