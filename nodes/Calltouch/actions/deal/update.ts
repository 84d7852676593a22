import { DateTime } from 'luxon';
import { updateDeals } from '../../api/writes/deals';
import { customFields } from '../../shared/parameters/customFields';
import { additionalFields } from '../../shared/fields/collection';
import { meant, withDefault } from '../../shared/fields/field';
import { moment } from '../../shared/fields/moment';
import { name } from '../../shared/fields/name';
import { toggle } from '../../shared/fields/toggle';
import { dealRematching } from '../../shared/parameters/matching';
import { batchOperation } from '../operation';
import { dealDate, dealFields, dealPart, knownOrderNumber, statusOf } from './fields';

const replaced = (what: string, whose: string) =>
	`Whether ${what} replace what ${whose} has, instead of being added to it`;

const leadCustomFields = customFields(
	'Lead Custom Fields',
	'Custom fields of the call, request or chat that the deal belongs to',
);

export const updateDeal = batchOperation({
	option: {
		name: 'Update',
		action: 'Update deal',
		description: 'Update deals, found by their numbers, up to 100 in a request',
	},
	fields: {
		orderNumber: knownOrderNumber,
		status: meant(
			statusOf('New stage of the deal in the CRM. If empty, the deal keeps its status.'),
		),
		matching: dealRematching(
			'How to find another lead for the deal. If empty, the deal keeps its lead.',
		),
		additionalFields: additionalFields({
			...dealFields,
			orderDate: dealDate,
			leadCustomFields,
			leadManager: name('Lead Manager', 'searchManagers', 'Who is in charge of the lead'),
			overwriteLeadCustomFields: withDefault(
				toggle(
					'Overwrite Lead Custom Fields',
					replaced(leadCustomFields.definition.label, 'the lead'),
				),
			),
			overwriteLeadManager: withDefault(
				toggle(
					'Overwrite Lead Manager',
					'Whether Lead Manager replaces the managers that the lead has',
				),
			),
			overwriteTags: withDefault(
				toggle('Overwrite Tags', replaced(dealFields.tags.definition.label, 'the deal')),
			),
			updateDate: moment('Update Date', 'When the deal was changed. Without it, now'),
		}),
	},
	read: ({ additionalFields: others, matching = [], ...deal }) => ({
		...deal,
		...dealPart(others),
		matching,
		updateDate: others.updateDate ?? DateTime.now(),
	}),
	write: updateDeals,
});
