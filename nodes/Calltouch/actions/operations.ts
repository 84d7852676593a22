import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { exportCalls } from './call/export';
import { getCall } from './call/get';
import { getAllCalls } from './call/getAll';
import { importCall } from './call/import';
import { summarize } from './call/summarize';
import { createCallbackOperation as createCallback } from './callback/create';
import { createDeal } from './deal/create';
import { deleteDeal } from './deal/delete';
import { exportDeals } from './deal/export';
import { getAllDeals } from './deal/getAll';
import { updateDeal } from './deal/update';
import { addComment } from './lead/addComment';
import { addTags } from './lead/addTags';
import { assignManager } from './lead/assignManager';
import { deleteCustomFields } from './lead/deleteCustomFields';
import { setCustomFields } from './lead/setCustomFields';
import type { Operation, Resource } from './operation';
import { deleteNumber } from './phoneNumber/delete';
import { getAllNumbers } from './phoneNumber/getAll';
import { getRedirects } from './phoneNumber/getRedirects';
import { updateNumber } from './phoneNumber/update';
import { downloadRecording } from './record/download';
import { createRequest } from './request/create';
import { exportRequests } from './request/export';
import { getAllRequests } from './request/getAll';
import { submitForm } from './request/submitForm';
import { getStatistic } from './stats/get';

/** Every resource and operation of the node, by value. */
const resources: Record<string, Resource> = {
	call: {
		name: 'Call',
		first: 'getAll',
		operations: {
			export: exportCalls,
			get: getCall,
			getAll: getAllCalls,
			import: importCall,
			summarize,
		},
	},
	callback: { name: 'Callback', first: 'create', operations: { create: createCallback } },
	deal: {
		name: 'Deal',
		first: 'getAll',
		operations: {
			create: createDeal,
			delete: deleteDeal,
			export: exportDeals,
			getAll: getAllDeals,
			update: updateDeal,
		},
	},
	lead: {
		name: 'Lead',
		first: 'addTags',
		operations: { addComment, addTags, assignManager, deleteCustomFields, setCustomFields },
	},
	record: { name: 'Record', first: 'download', operations: { download: downloadRecording } },
	request: {
		name: 'Request',
		first: 'getAll',
		operations: {
			create: createRequest,
			export: exportRequests,
			getAll: getAllRequests,
			submitForm,
		},
	},
	stats: { name: 'Statistic', first: 'get', operations: { get: getStatistic } },
	phoneNumber: {
		name: 'Tracked Number',
		first: 'getAll',
		operations: {
			delete: deleteNumber,
			getAll: getAllNumbers,
			getRedirects,
			update: updateNumber,
		},
	},
};

export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources[resource]?.operations[operation];
}

/** Returns the parameters of the node: resource, operation, and those of each operation. */
export function nodeProperties(): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(resources).map(([value, { name }]) => ({ name, value })),
		default: 'call',
	};
	return [resource, ...Object.keys(resources).flatMap(resourceProperties)];
}

function resourceProperties(resource: string): INodeProperties[] {
	const { operations, first } = resources[resource] as Resource;
	const operation: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: Object.entries(operations).map(([value, { option }]) => ({ ...option, value })),
		default: first,
	};
	const parameters = Object.entries(operations).flatMap(([value, { description }]) =>
		updateDisplayOptions({ show: { resource: [resource], operation: [value] } }, description),
	);
	return [operation, ...parameters];
}
