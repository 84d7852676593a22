import { customFields } from '../../shared/parameters/customFields';
import { amount } from '../../shared/fields/amount';
import { required, withDefault, type Values } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { locator } from '../../shared/fields/locator';
import { name } from '../../shared/fields/name';
import { parseText, text } from '../../shared/fields/text';
import { toggle } from '../../shared/fields/toggle';
import { tags } from '../../shared/parameters/tags';
import { contacts } from './contacts';
import { products } from './products';

const numberOfDeal = 'Number of the deal in the CRM';

export const orderNumber = required(
	text('Deal Number', { example: 'A-100', description: numberOfDeal }),
);

/** The number of a deal that is there already. */
export const knownOrderNumber = required(
	locator('Deal Number', {
		description: numberOfDeal,
		list: 'searchDeals',
		typed: { placeholder: 'e.g. A-100' },
		parse: (value, label) => parseText(value, label),
	}),
);

/** Stage of a deal. */
export const statusOf = (description: string) => text('Status', { example: 'New', description });

export const dealDate = moment('Deal Date', 'When the deal was made');

/** Additional fields that a new deal and a changed one share. */
export const dealFields = {
	comment: text('Comment', { example: 'Wants a call in the evening' }),
	contacts,
	currency: text('Currency', { example: 'rub' }),
	customFields: customFields('Custom Fields', 'Custom fields of the deal'),
	orderLink: text('Deal Link', {
		example: 'https://crm.example/deals/100',
		description: 'Address of the deal',
	}),
	orderName: text('Deal Name', { example: 'Windows for a house' }),
	funnel: name('Funnel', 'searchFunnels', 'Pipeline of the deal in the CRM'),
	leadTags: tags('Lead Tags', 'Tags for the call, request or chat that the deal belongs to'),
	manager: name('Manager', 'searchManagers', 'Who is in charge of the deal'),
	margin: amount('Margin', { example: '10000.50', description: 'Profit of the deal' }),
	overwriteLeadTags: withDefault(
		toggle(
			'Overwrite Lead Tags',
			'Whether Lead Tags replace the tags that the lead has, instead of being added to them',
		),
	),
	products,
	revenue: amount('Revenue', { example: '100000.50', description: 'Amount of the deal' }),
	statusDate: moment('Status Date', 'When the deal got this status'),
	tags: tags('Tags', 'Tags for the deal'),
};

/** Converts the additional fields to the form in which they are sent. */
export function dealPart<T extends Pick<Values<typeof dealFields>, 'contacts'>>({
	contacts: client,
	...others
}: T) {
	return { ...others, mainContacts: client?.main, otherContacts: client?.other };
}
