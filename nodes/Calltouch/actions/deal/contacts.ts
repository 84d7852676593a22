import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { MainContacts, OtherContacts } from '../../api/dealWrites';
import { textField } from '../../shared/collections';
import { readList, readPhoneNumber, readPhones, readText } from '../../shared/values';

const several = 'Give several as a list or separated by commas';

/** The client of a deal. */
export const contactsParameter: INodeProperties = {
	displayName: 'Contacts',
	name: 'contacts',
	type: 'fixedCollection',
	placeholder: 'Add contacts',
	default: {},
	description: 'The client of the deal',
	options: [
		{
			displayName: 'Main Contact',
			name: 'main',
			values: [
				textField('Email', 'email', 'client@example.com'),
				textField('Full Name', 'fio', 'Ivan Petrov'),
				textField('Phone Number', 'phoneNumber', '+7 915 888-11-22'),
				textField('Telegram ID', 'tgId', '123456'),
				textField('Telegram User Name', 'tgUsername', '@username'),
				textField('VK ID', 'vkId', '123456'),
				textField('WhatsApp Phone', 'waPhone', '+7 915 888-11-22'),
			],
		},
		{
			displayName: 'Other Contacts',
			name: 'other',
			values: [
				textField('Emails', 'email', 'client@example.com', several),
				textField('Phone Numbers', 'phoneNumber', '+7 915 888-11-22', several),
				textField('Telegram IDs', 'tgId', '123456', several),
				textField('Telegram User Names', 'tgUsername', '@username', several),
				textField('VK IDs', 'vkId', '123456', several),
				textField('WhatsApp Phones', 'waPhone', '+7 915 888-11-22', several),
			],
		},
	],
};

/** @throws CalltouchError that names the field and shows its value */
export function readContacts(value: unknown): {
	mainContacts?: MainContacts;
	otherContacts?: OtherContacts;
} {
	const { main, other } = (value ?? {}) as { main?: IDataObject; other?: IDataObject };
	return { mainContacts: main && readMain(main), otherContacts: other && readOther(other) };
}

function readMain(main: IDataObject): MainContacts {
	return {
		fio: readText('Full Name', main.fio),
		phoneNumber: readPhoneNumber('Phone Number', main.phoneNumber),
		email: readText('Email', main.email),
		waPhone: readPhoneNumber('WhatsApp Phone', main.waPhone),
		tgId: readText('Telegram ID', main.tgId),
		tgUsername: readText('Telegram User Name', main.tgUsername),
		vkId: readText('VK ID', main.vkId),
	};
}

function readOther(other: IDataObject): OtherContacts {
	return {
		phoneNumber: readPhones('Phone Numbers', other.phoneNumber),
		email: readList('Emails', other.email),
		waPhone: readPhones('WhatsApp Phones', other.waPhone),
		tgId: readList('Telegram IDs', other.tgId),
		tgUsername: readList('Telegram User Names', other.tgUsername),
		vkId: readList('VK IDs', other.vkId),
	};
}
