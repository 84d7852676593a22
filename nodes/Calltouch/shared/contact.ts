import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import type { Contact } from '../api/requestWrites';
import { textField } from './collections';
import { readPhoneNumber, readText } from './values';

export const phoneNumberParameter: INodeProperties = textField(
	'Phone Number',
	'phoneNumber',
	'+7 915 888-11-22',
	'Phone in any notation. It is sent as digits with the country code.',
);

/** Who asks: at least one of the three. */
export const contactParameters: INodeProperties[] = [
	phoneNumberParameter,
	textField('Email', 'email', 'client@example.com'),
	textField('Full Name', 'fio', 'Ivan Petrov'),
];

/** @throws CalltouchError when none is given */
export function readContact(
	context: IExecuteFunctions,
	itemIndex: number,
	longestName = Infinity,
): Contact {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const contact = {
		phoneNumber: readPhoneNumber('Phone Number', parameter('phoneNumber')),
		email: readText('Email', parameter('email')),
		fio: readText('Full Name', parameter('fio'), longestName),
	};
	if (contact.phoneNumber ?? contact.email ?? contact.fio) return contact;
	throw invalidInput(
		'Phone Number, Email and Full Name',
		undefined,
		'are all empty',
		'Fill in one.',
	);
}
