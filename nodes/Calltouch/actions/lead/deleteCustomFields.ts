import { digits } from '../../api/ids';
import { calltouchIds, deleteCustomFields as remove, type LeadId } from '../../api/writes/leads';
import { choice } from '../../shared/fields/choice';
import { required, withDefault } from '../../shared/fields/field';
import { list } from '../../shared/fields/list';
import { text } from '../../shared/fields/text';
import { fieldLabel } from '../../shared/lists/labels';
import { singleOperation } from '../operation';

/** This endpoint takes one lead at a time, identified by an ID instead of rules. */
export const deleteCustomFields = singleOperation({
	option: {
		name: 'Delete Custom Fields',
		action: 'Delete custom fields of lead',
		description: 'Delete custom fields of a call, a request or a deal, one request per item',
	},
	fields: {
		identifyBy: withDefault(
			choice<LeadId>('Identify By', {
				options: [
					{ name: 'Call ID', value: 'callId' },
					{ name: 'Call Reference ID', value: 'callReferenceId' },
					{ name: 'Deal ID', value: 'orderId', description: 'ID of the deal in Calltouch' },
					{
						name: 'Deal Number',
						value: 'orderNumber',
						description: 'Number of the deal in the CRM',
					},
					{ name: 'Request ID', value: 'requestId' },
					{ name: 'Request Number', value: 'requestNumber' },
					{ name: 'SIP Call ID', value: 'sipCallId' },
				],
				default: 'callId',
				description: 'What the lead or the deal is found by',
			}),
		),
		identifier: required(
			text('Value', { example: '22010007', description: 'The ID or number itself' }),
		),
		fieldNames: required(
			list('Fields to Delete', {
				example: 'size, color',
				description: 'Names of the custom fields, as a list or separated by commas',
			}),
		),
	},
	read: ({ identifyBy: key, identifier, fieldNames: deleted }) => {
		const value = calltouchIds.includes(key) ? digits(identifier, fieldLabel(key)) : identifier;
		return { key, value, deleted };
	},
	send: async (connection, { key, value, deleted }) => {
		const answer = await remove(connection, key, value, deleted);
		return { [key]: value, deleted, answer: answer ?? null };
	},
});
