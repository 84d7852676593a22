import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

/** Where parameters are read from: an input item of a node, or the single set of a trigger. */
export type ParameterSource = Pick<IExecuteFunctions, 'getNodeParameter'>;

/** Where the input items are, which a trigger does not have. */
export type InputSource = Partial<Pick<IExecuteFunctions, 'getInputData'>>;

/** Adapts a trigger, which has no input items, to readers that pass an item index. */
export function parametersOf(context: Pick<IPollFunctions, 'getNodeParameter'>): ParameterSource {
	const read = (name: string, _itemIndex: number, fallback?: unknown) =>
		context.getNodeParameter(name, fallback);
	return { getNodeParameter: read as ParameterSource['getNodeParameter'] };
}
