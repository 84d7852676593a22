import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { exportCalls } from './call/export';
import { getCall } from './call/get';
import { getAllCalls } from './call/getAll';
import * as importCall from './call/import';
import { summarize } from './call/summarize';
import * as createCallback from './callback/create';
import * as createDeal from './deal/create';
import * as deleteDeal from './deal/delete';
import { exportDeals } from './deal/export';
import { getAllDeals } from './deal/getAll';
import * as updateDeal from './deal/update';
import * as addComment from './lead/addComment';
import * as addTags from './lead/addTags';
import * as assignManager from './lead/assignManager';
import * as deleteCustomFields from './lead/deleteCustomFields';
import * as setCustomFields from './lead/setCustomFields';
import type { Operation, Resource } from './operation';
import * as deleteNumber from './phoneNumber/delete';
import * as getAllNumbers from './phoneNumber/getAll';
import * as getRedirects from './phoneNumber/getRedirects';
import * as updateNumber from './phoneNumber/update';
import { downloadRecording } from './record/download';
import * as createRequest from './request/create';
import { exportRequests } from './request/export';
import { getAllRequests } from './request/getAll';
import * as submitForm from './request/submitForm';
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
	phoneNumber: {
		name: 'Phone Number',
		first: 'getAll',
		operations: {
			delete: deleteNumber,
			getAll: getAllNumbers,
			getRedirects,
			update: updateNumber,
		},
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
};

export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources[resource]?.operations[operation];
}

/** The parameters of the node: the resource, the operation, and what each operation asks for. */
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
