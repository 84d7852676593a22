import { invalidInput } from '../../api/errors';
import type { Contact } from '../../api/writes/requests';
import { propertiesOf, valuesOf, type Part } from '../fields/field';
import { phone } from '../fields/phone';
import { text } from '../fields/text';

export const phoneNumber = phone('Phone Number', {
	example: '+7 915 888-11-22',
	description: 'Phone in any notation. It is sent as digits with the country code.',
});

/**
 * Who contacts the business: at least one of the three is required. `maxName` is the name length that Calltouch
 * accepts.
 */
export function contact(maxName?: number): Part<Contact> {
	const parts = {
		phoneNumber,
		email: text('Email', { example: 'client@example.com' }),
		fio: text('Full Name', { example: 'Ivan Petrov', max: maxName }),
	};
	return {
		properties: () => propertiesOf(parts),
		read: (source) => {
			const given = valuesOf(parts, source);
			if (given.phoneNumber ?? given.email ?? given.fio) return given;
			const labels = Object.values(parts).map(({ definition }) => definition.label);
			const all = `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
			throw invalidInput(all, undefined, 'are all empty', 'Fill in one.');
		},
	};
}
