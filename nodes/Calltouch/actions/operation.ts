import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Connection } from '../api/types';

/** One input item on its way through an operation. */
export interface Run {
	context: IExecuteFunctions;
	itemIndex: number;
	connection: Connection;
}

/** What one operation is: its entry in the list, its parameters and its behaviour. */
export interface Operation {
	/** Entry in the Operation list; `value` is set from the name under which the operation is registered. */
	option: Omit<INodePropertyOptions, 'value'>;
	/** Parameters, shown for this operation only. */
	description: INodeProperties[];
	/** Output for one input item. The router adds the paired item. Throws CalltouchError. */
	execute(run: Run): Promise<INodeExecutionData[]>;
}

/** A resource: its entry in the list and its operations by value. */
export interface Resource {
	name: string;
	/** Value of the operation that is chosen at first. */
	first: string;
	operations: Record<string, Operation>;
}
