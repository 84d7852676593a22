import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';

/**
 * Nodes of n8n that the examples use, as far as the examples use them: the engine of the tests has no other nodes
 * than those of this package.
 */
function standIn(
	name: string,
	parameters: string[],
	execute: (context: IExecuteFunctions, items: INodeExecutionData[]) => INodeExecutionData[],
): [string, INodeType] {
	const properties = parameters.map((parameter): INodeProperties => ({
		displayName: parameter,
		name: parameter,
		type: 'json',
		default: '',
	}));
	const description = {
		displayName: name,
		name,
		group: ['transform'],
		version: [1, 2.2, 3.4],
		description: 'Stands in for a node of n8n',
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		properties,
	};
	const type = {
		description,
		async execute(this: IExecuteFunctions) {
			return [execute(this, this.getInputData())];
		},
	} as unknown as INodeType;
	return [`n8n-nodes-base.${name}`, type];
}

interface Conditions {
	conditions: Array<{ leftValue: unknown }>;
}

export const standIns: Array<[string, INodeType]> = [
	standIn('stickyNote', ['content'], (_context, items) => items),
	standIn('set', ['mode', 'jsonOutput'], (context, items) =>
		items.map((_, item) => ({
			json: JSON.parse(context.getNodeParameter('jsonOutput', item) as string) as object as never,
			pairedItem: { item },
		})),
	),
	standIn('splitOut', ['fieldToSplitOut'], (context, items) =>
		items.flatMap(({ json }, item) => {
			const rows = json[context.getNodeParameter('fieldToSplitOut', item) as string];
			return (rows as object[]).map((row) => ({ json: row as never, pairedItem: { item } }));
		}),
	),
	// Knows one question: whether every value is false.
	standIn('filter', ['conditions'], (context, items) =>
		items.filter((_, item) => {
			const { conditions } = context.getNodeParameter('conditions', item) as unknown as Conditions;
			return conditions.every(({ leftValue }) => leftValue === false);
		}),
	),
];
