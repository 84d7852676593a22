import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Outcome } from '../api/writes/batches';
import type { Remarks } from '../api/journals/remarks';
import type { Connection } from '../api/http/connection';
import {
	propertiesOf,
	valuesOf,
	type Parts,
	type Source,
	type Values,
} from '../shared/fields/field';
import { parameters } from '../shared/fields/source';
import { connectionOptions } from '../shared/parameters/options';

/** One input item on its way through an operation. */
export interface Run {
	context: IExecuteFunctions;
	itemIndex: number;
	connection: Connection;
}

/** An item of an operation that works on each by itself. */
export interface ItemRun extends Run {
	/** Of all items together. */
	remarks: Remarks;
}

/** What an operation gives for one input item. */
export type Items = INodeExecutionData[];

interface Shown {
	/** Entry in the Operation list; `value` is set from the name under which the operation is registered. */
	option: Omit<INodePropertyOptions, 'value'>;
	/** Parameters, shown for this operation only. */
	description: INodeProperties[];
}

/** An operation that works on each item by itself. */
export interface ItemOperation extends Shown {
	/** Input items at work at the same time, where other than usual. */
	itemsAtOnce?: number;
	/** Output for one input item. The router adds the paired item. Throws CalltouchError. */
	execute(run: ItemRun): Promise<Items>;
	/** Made once for all items; sees their outputs in order, and may change them. */
	review?: () => (items: Items) => void;
}

/** An operation that sends the entries of many items together. */
export interface BatchOperation<Entry = unknown> extends Shown {
	/** What to send for one input item. Throws CalltouchError for parameters that cannot be sent. */
	read(run: Run): Entry;
	/** Entries with different answers do not go together; without it, all of one site do. */
	together?(entry: Entry): string;
	/** Sends up to `mostPerBatch` entries in one request and tells what became of each. */
	write(connection: Connection, entries: Entry[]): Promise<Outcome[]>;
}

/** What one operation is: its entry in the list, its parameters and its behaviour. */
export type Operation = ItemOperation | BatchOperation;

/** A resource: its entry in the list and its operations by value. */
export interface Resource {
	name: string;
	/** Value of the operation that is chosen at first. */
	first: string;
	operations: Record<string, Operation>;
}

/** What an operation is before its fields are read for it. */
interface Form<P extends Parts> {
	option: Shown['option'];
	/** Its parameters by name, in the order of the editor. */
	fields: P;
}

/** An operation that works on each item by itself, with the values of its fields. */
export function itemOperation<P extends Parts>({
	option,
	fields,
	itemsAtOnce,
	execute,
	review,
}: Form<P> &
	Pick<ItemOperation, 'itemsAtOnce' | 'review'> & {
		execute: (run: ItemRun, values: Values<P>) => Promise<Items>;
	}): ItemOperation {
	return {
		option,
		description: propertiesOf(fields),
		itemsAtOnce,
		review,
		execute: async (run) => await execute(run, valuesOf(fields, sourceOf(run))),
	};
}

/** An operation that sends together what it makes of the fields of many items. Its options are those of the connection. */
export function batchOperation<P extends Parts, Entry>({
	option,
	fields,
	read,
	together,
	write,
}: Form<P> &
	Pick<BatchOperation<Entry>, 'together' | 'write'> & {
		read: (values: Values<P>) => Entry;
	}): BatchOperation<Entry> {
	return {
		option,
		description: propertiesOf({ ...fields, options: connectionOptions }),
		read: (run) => read(valuesOf(fields, sourceOf(run))),
		together,
		write,
	};
}

function sourceOf({ context, itemIndex, connection }: Run): Source {
	return parameters(context, itemIndex, connection.site.zone);
}
