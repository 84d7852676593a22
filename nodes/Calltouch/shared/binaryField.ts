import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../api/errors';

export const binaryFieldParameter: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field to put the file in',
};

/** @throws CalltouchError when the name is empty */
export function readBinaryField(context: IExecuteFunctions, itemIndex: number): string {
	const { name, displayName } = binaryFieldParameter;
	const value: unknown = context.getNodeParameter(name, itemIndex);
	if (typeof value === 'string' && value.trim() !== '') return value.trim();
	throw invalidInput(displayName, undefined, 'is empty', 'The usual name is data.');
}
