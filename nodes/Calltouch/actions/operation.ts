import {
	isToolType,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import type { Outcome } from '../api/writes/batches';
import type { Remarks } from '../api/journals/remarks';
import type { Connection } from '../api/http/connection';
import type { CalltouchRecord } from '../api/record';
import {
	propertiesOf,
	valuesOf,
	type Parts,
	type Source,
	type Values,
} from '../shared/fields/field';
import { itemSource, toolSource } from '../shared/fields/source';
import { connectionOptions } from '../shared/parameters/options';

/** One input item being processed by an operation. */
export interface Run {
	context: IExecuteFunctions;
	itemIndex: number;
	connection: Connection;
}

/** One item of an operation that processes each item on its own. */
export interface ItemRun extends Run {
	/** Waits this many milliseconds while other items are processed. Throws CalltouchError when canceled. */
	rest: (milliseconds: number) => Promise<void>;
	/** Shared by all items. */
	remarks: Remarks;
}

/** Output for one input item. */
export type Items = INodeExecutionData[];

interface OperationDisplay {
	/** Entry in the Operation list; `value` comes from the key under which the operation is registered. */
	option: Omit<INodePropertyOptions, 'value'>;
	/** Parameters shown for this operation only. */
	description: INodeProperties[];
}

/** An operation that processes each item on its own. */
export interface ItemOperation extends OperationDisplay {
	/** Concurrent input items, if not the default. */
	itemsAtOnce?: number;
	/** Output for one input item. The router adds the paired item. Throws CalltouchError. */
	execute(run: ItemRun): Promise<Items>;
	/** Called once for all items; the result sees their outputs in order, and may change them. */
	review?: () => (items: Items) => void;
}

/** An operation that sends the entries of many items together. */
export interface BatchOperation<Entry = unknown> extends OperationDisplay {
	/** Returns what to send for one input item. Throws CalltouchError for invalid parameters. */
	read(run: Run): Entry;
	/** Entries with different keys are not sent together; by default all entries of one site are. */
	together?(entry: Entry): string;
	/** Entries per request, if not `maxPerBatch`. */
	perRequest?: number;
	/** Sends up to that many entries in one request and returns the outcome of each. */
	write(connection: Connection, entries: Entry[]): Promise<Outcome[]>;
}

/** An operation: its list entry, its parameters and its behaviour. */
export type Operation = ItemOperation | BatchOperation;

/** A resource: its list entry and its operations by value. */
export interface Resource {
	name: string;
	/** Value of the default operation. */
	first: string;
	operations: Record<string, Operation>;
}

/** An operation as declared, before its fields become parameters. */
interface OperationDefinition<P extends Parts> {
	option: OperationDisplay['option'];
	/** Parameters by name, in editor order. */
	fields: P;
}

/** Creates an operation that processes each item on its own. */
export function itemOperation<P extends Parts>({
	option,
	fields,
	itemsAtOnce,
	execute,
	review,
}: OperationDefinition<P> &
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

/** Creates an operation that sends the entries of many items together. It has only the connection options. */
export function batchOperation<P extends Parts, Entry>({
	option,
	fields,
	read,
	together,
	write,
}: OperationDefinition<P> &
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

/** Creates an operation whose service takes one entry per request. They are sent one after the other. */
export function singleOperation<P extends Parts, Entry>({
	send,
	...definition
}: OperationDefinition<P> & {
	read: (values: Values<P>) => Entry;
	send: (connection: Connection, entry: Entry) => Promise<CalltouchRecord>;
}): BatchOperation<Entry> {
	const write = async (connection: Connection, entries: Entry[]) => {
		const outcomes: Outcome[] = [];
		for (const entry of entries) outcomes.push({ result: await send(connection, entry) });
		return outcomes;
	};
	return { ...batchOperation({ ...definition, write }), perRequest: 1 };
}

function sourceOf({ context, itemIndex, connection }: Run): Source {
	const source = itemSource(context, itemIndex, connection.site.zone);
	return isToolType(context.getNode().type) ? toolSource(source) : source;
}
