import { propertiesOf, readerOf, shownFor, withDefault, type Part } from '../fields/field';
import { toggle } from '../fields/toggle';
import { whole } from '../fields/whole';

const limitParts = {
	returnAll: withDefault(
		toggle('Return All', 'Whether to return all results or only up to a given limit'),
	),
	limit: shownFor(
		withDefault(
			whole('Limit', { min: 1, default: 50, description: 'Max number of results to return' }),
		),
		{ returnAll: [false] },
	),
};

/** Maximum number of rows; undefined means all. */
export const limit: Part<number | undefined> = {
	properties: () => propertiesOf(limitParts),
	read: (source) => {
		const read = readerOf(limitParts, source);
		return read('returnAll') ? undefined : read('limit');
	},
};
