import { blocks } from '../../shared/fields/blocks';
import { emails, list, several } from '../../shared/fields/list';
import { phone, phones } from '../../shared/fields/phone';
import { text } from '../../shared/fields/text';

/** The client of a deal. */
export const contacts = blocks(
	'Contacts',
	{ placeholder: 'Add contacts', description: 'The client of the deal' },
	{
		main: {
			label: 'Main Contact',
			parts: {
				email: text('Email', { example: 'client@example.com' }),
				fio: text('Full Name', { example: 'Ivan Petrov' }),
				phoneNumber: phone('Phone Number', { example: '+7 915 888-11-22' }),
				tgId: text('Telegram ID', { example: '123456' }),
				tgUsername: text('Telegram User Name', { example: '@username' }),
				vkId: text('VK ID', { example: '123456' }),
				waPhone: phone('WhatsApp Phone', { example: '+7 915 888-11-22' }),
			},
		},
		other: {
			label: 'Other Contacts',
			parts: {
				email: emails('Emails'),
				phoneNumber: phones('Phone Numbers', {
					example: '+7 915 888-11-22',
					description: several,
				}),
				tgId: list('Telegram IDs', { example: '123456', description: several }),
				tgUsername: list('Telegram User Names', { example: '@username', description: several }),
				vkId: list('VK IDs', { example: '123456', description: several }),
				waPhone: phones('WhatsApp Phones', {
					example: '+7 915 888-11-22',
					description: several,
				}),
			},
		},
	},
);
