import type { INodeExecutionData, INodeType } from 'n8n-workflow';

/** The trigger that a person presses. */
export const manualTrigger = {
	description: {
		displayName: 'Start',
		name: 'manualTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the test',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	},
} as unknown as INodeType;

/** Gives the items of its parameter, binaries included, so that a test can start with any items. */
export const source = {
	description: {
		displayName: 'Items',
		name: 'items',
		group: ['transform'],
		version: 1,
		description: 'Gives fixed items',
		defaults: { name: 'Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: '[]' }],
	},
	async execute(this: { getNodeParameter(name: string, index: number): string }) {
		return [JSON.parse(this.getNodeParameter('items', 0)) as INodeExecutionData[]];
	},
} as unknown as INodeType;
