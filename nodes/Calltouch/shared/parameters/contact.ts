import { invalidInput } from '../../api/errors';
import type { Contact } from '../../api/writes/requests';
import { propertiesOf, valuesOf, type Part } from '../fields/field';
import { phone } from '../fields/phone';
import { text } from '../fields/text';

export const phoneNumber = phone('Phone Number', {
	example: '+7 915 888-11-22',
	description: 'Phone in any notation. It is sent as digits with the country code.',
});

/** Who asks. `maxName` is the length of a name that Calltouch takes. */
export const contactFields = (maxName?: number) => ({
	phoneNumber,
	email: text('Email', { example: 'client@example.com' }),
	fio: text('Full Name', { example: 'Ivan Petrov', max: maxName }),
});

/** Who asks: at least one of the three. */
export function contact(): Part<Contact> {
	const parts = contactFields();
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
