import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

/** Where parameters are read from: an input item of a node, or the one set of a trigger. */
export type ParameterSource = Pick<IExecuteFunctions, 'getNodeParameter'>;

/** The parameters of a trigger, which has no input items, for readers that ask by item. */
export function parametersOf(context: Pick<IPollFunctions, 'getNodeParameter'>): ParameterSource {
	const read = (name: string, _itemIndex: number, fallback?: unknown) =>
		context.getNodeParameter(name, fallback);
	return { getNodeParameter: read as ParameterSource['getNodeParameter'] };
}
