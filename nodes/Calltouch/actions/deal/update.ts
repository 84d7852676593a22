import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDeals, type DealUpdate } from '../../api/dealWrites';
import { additionalFields, flagField, timeField } from '../../shared/collections';
import { customFieldsParameter, readCustomFields } from '../../shared/customFields';
import { dealRules, matchingParameter, readMatching } from '../../shared/matching';
import { nameParameter } from '../../shared/names';
import { plainOptions } from '../../shared/options';
import { readText, readTime } from '../../shared/values';
import type { Run } from '../operation';
import {
	dealFields,
	orderNumberParameter,
	readDealFields,
	readOrderNumber,
	statusParameter,
} from './fields';

export const option = {
	name: 'Update',
	action: 'Update a deal',
	description: 'Update deals, found by their numbers, up to 100 in a request',
};

const replaced = (what: string, whose: string) =>
	`Whether ${what} replace what ${whose} has, instead of being added to it`;

const updateFields: INodeProperties[] = [
	...dealFields,
	timeField('Deal Date', 'orderDate', 'When the deal was made'),
	customFieldsParameter(
		'Lead Custom Fields',
		'leadCustomFields',
		'Custom fields of the call, request or chat that the deal belongs to',
	),
	nameParameter('Lead Manager', 'leadManager', 'searchManagers', 'Who is in charge of the lead'),
	flagField(
		'Overwrite Lead Custom Fields',
		'overwriteLeadCustomFields',
		replaced('Lead Custom Fields', 'the lead'),
	),
	flagField(
		'Overwrite Lead Manager',
		'overwriteLeadManager',
		'Whether Lead Manager replaces the managers that the lead has',
	),
	flagField('Overwrite Tags', 'overwriteTags', replaced('Tags', 'the deal')),
	timeField('Update Date', 'updateDate', 'When the deal was changed. If empty, now'),
];

export const description: INodeProperties[] = [
	orderNumberParameter,
	{
		...statusParameter,
		description: 'New stage of the deal in the CRM. If empty, the deal keeps its status.',
	},
	matchingParameter(
		dealRules,
		'How to find another lead for the deal. If empty, the deal keeps its lead.',
	),
	additionalFields(updateFields),
	...plainOptions(),
];

export function read({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): DealUpdate {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	return {
		orderNumber: readOrderNumber(parameter('orderNumber')),
		status: readText('Status', parameter('status')),
		matching: readMatching(parameter('matching'), dealRules, zone),
		...readDealFields(fields, zone),
		orderDate: readTime('Deal Date', fields.orderDate, zone),
		updateDate: readTime('Update Date', fields.updateDate, zone) ?? DateTime.now(),
		overwriteTags: fields.overwriteTags === true,
		leadCustomFields: readCustomFields('Lead Custom Fields', fields.leadCustomFields),
		overwriteLeadCustomFields: fields.overwriteLeadCustomFields === true,
		leadManager: readText('Lead Manager', fields.leadManager),
		overwriteLeadManager: fields.overwriteLeadManager === true,
	};
}

export const write = updateDeals;
