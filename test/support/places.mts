import { PassThrough, Readable } from 'node:stream';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	NodeOperationError,
} from 'n8n-workflow';
import { nodeProperties } from '../../nodes/Calltouch/actions/operations';
import { runItems } from '../../nodes/Calltouch/actions/router';

export type Path = [name: string, ...inner: Array<string | number>];

export interface Place {
	property: INodeProperties;
	path: Path;
	/** Whether it stands in a collection, where what is there must give something. */
	added: boolean;
	parameters: IDataObject;
}

const properties = nodeProperties();
export const optionsOf = ({ options }: INodeProperties) =>
	(options ?? []) as Array<INodeProperties & { value: string; values: INodeProperties[] }>;
/** Every operation of the node. */
export const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) =>
		optionsOf(property).map(({ value }) => ({
			resource: String(property.displayOptions?.show?.resource?.[0]),
			operation: value,
		})),
	);

/** Values that are right, by the name of the field. */
const right: Record<string, unknown> = {
	callId: '5',
	requestId: '5',
	phones: '+7 915 888-11-22',
	chatId: '5',
	dateFrom: '2025-12-30',
	dateTo: '2025-12-31',
	emails: 'a@example.com',
	fieldNames: 'size',
	orderNumber: 'A-100',
	identifier: '5',
	manager: 'Ivan',
	matching: { rule: [{ type: 'call', callId: '5' }] },
	customFields: { field: [{ name: 'size', value: 'XL' }] },
	displayOptions: { medium: 'cpc' },
	sessionId: '5',
	source: 'google',
	tags: { tag: [{ name: 'vip' }] },
	values: { source: 'a', medium: 'b', campaign: 'c' },
};

/** Rows of which each field that it shows may be given. */
const rightRow: Record<string, unknown> = {
	tags: 'vip',
	field: 'source',
	name: 'size',
	value: 'XL',
};

function rightValue({ name, type, default: standard, required, displayName }: INodeProperties) {
	if (Object.hasOwn(right, name) && (type === 'dateTime' || standard !== '=')) {
		if (type !== 'collection' || name === 'displayOptions') return right[name];
	}
	if (!required) return standard;
	if (/phone|tracked number/i.test(displayName)) return '+7 915 888-11-22';
	return type === 'dateTime' ? '2025-12-31' : standard === '' ? 'word' : standard;
}

/** Every field of an operation, and parameters that show it and are right otherwise. */
export function* placesOf(resource: string, operation: string): Generator<Place> {
	const own = properties.filter(({ displayOptions }) => {
		const { show = {} } = displayOptions ?? {};
		return show.resource?.includes(resource) && show.operation?.includes(operation);
	});
	const base: IDataObject = { resource, operation };
	for (const property of own) base[property.name] = rightValue(property) as IDataObject;
	if (Object.hasOwn(base, 'fio')) base.fio = 'Ivan';
	for (const property of own) {
		const { resource: _r, operation: _o, ...shown } = property.displayOptions?.show ?? {};
		const parameters = structuredClone(base);
		for (const [name, values] of Object.entries(shown)) {
			parameters[name] = (values as string[])[0];
		}
		yield* placesAt(property, [property.name], false, parameters);
	}
}

function* placesAt(
	property: INodeProperties,
	path: Path,
	added: boolean,
	parameters: IDataObject,
): Generator<Place> {
	yield { property, path, added, parameters };
	if (property.type === 'collection') {
		for (const inner of optionsOf(property)) {
			yield* placesAt(inner, [...path, inner.name], true, parameters);
		}
	}
	if (property.type === 'fixedCollection') {
		const many = property.typeOptions?.multipleValues === true;
		for (const { name, values } of optionsOf(property)) {
			for (const inner of values) {
				const type = inner.displayOptions?.show?.type?.[0];
				// The collection for a type from an expression has the fields of all others.
				if (inner.type === 'hidden' || type === '') continue;
				const row = { ...rowFor(values, type as string), ...(type ? { type } : {}) };
				const shown = withValue(parameters, [...path, name], many ? [row] : row);
				yield* placesAt(inner, [...path, name, ...(many ? [0] : []), inner.name], false, shown);
			}
		}
	}
}

/** A row that is right beside the field in question. */
function rowFor(values: INodeProperties[], type: string | undefined): IDataObject {
	const row: IDataObject = {};
	for (const { name, displayOptions } of values) {
		const isShown = !type || displayOptions?.show?.type?.includes(type);
		const value = rightRow[name] ?? right[name] ?? (name === 'medium' ? 'cpc' : undefined);
		if (isShown && typeof value === 'string') row[name] = value;
		if (name === 'campaign' && !type) row[name] = 'spring';
	}
	return row;
}

/** A copy of the parameters with a value at a place. */
export function withValue(
	parameters: IDataObject,
	path: Array<string | number>,
	value: unknown,
): IDataObject {
	const copy = structuredClone(parameters);
	let at = copy as Record<string | number, unknown>;
	for (const [depth, key] of path.slice(0, -1).entries()) {
		const isList = typeof path[depth + 1] === 'number';
		at = (at[key] ??= isList ? [] : {}) as Record<string | number, unknown>;
	}
	at[path.at(-1) as string] = value;
	return copy;
}

let hosts = 0;

export interface Outcome {
	/** What was wrong with the parameters; empty when the node asked for something. */
	message: string;
	/** What the user should do about it. */
	remedy: string;
	/** The requests, as JSON. */
	asked: string;
	/** The output items and files, as JSON. */
	output: string;
}

/** What the node asks for and gives with these parameters, and with an answer of Calltouch; or what it refuses. */
export async function runOnce(
	parameters: IDataObject,
	answer: (path: string) => { status: number; body: string | Buffer } = () => ({
		status: 403,
		body: '{}',
	}),
): Promise<Outcome> {
	const asked: unknown[] = [];
	const files: unknown[] = [];
	// A host of its own, because each has a limit of requests in a second.
	const baseUrl = `http://host-${(hosts += 1)}.invalid`;
	const context = {
		getInputData: () => [{ json: {} }],
		getNodeParameter: (name: string, _itemIndex: number, standard?: unknown) =>
			Object.hasOwn(parameters, name) ? parameters[name] : standard,
		getCredentials: () =>
			Promise.resolve({ siteId: '12345', apiToken: 'token', baseUrl, timezone: 'UTC' }),
		getNode: () => ({ name: 'Calltouch', type: 'calltouch', parameters: {} }),
		getWorkflow: () => ({ id: 'workflow' }),
		getExecutionCancelSignal: () => undefined,
		isToolExecution: () => false,
		continueOnFail: () => false,
		addExecutionHints: () => undefined,
		helpers: {
			prepareBinaryData: async (body: AsyncIterable<Uint8Array> | Buffer, name: string) => {
				const pieces = Buffer.isBuffer(body) ? [body] : await Readable.from(body).toArray();
				const bytes = Buffer.concat(pieces as Uint8Array[]);
				files.push([name, bytes.toString()]);
				return { bytes: bytes.length };
			},
			httpRequestWithAuthentication: (_: string, { url, qs, body, headers }: IDataObject) => {
				const path = String(url).replace(baseUrl, '');
				asked.push({ path, qs, body, headers });
				const { status, body: text } = answer(path);
				const stream = new PassThrough().end(text);
				return Promise.resolve({ statusCode: status, headers: {}, body: stream });
			},
		},
	};
	const [items, message, remedy] = await runItems(context as unknown as IExecuteFunctions).then(
		(output) => [output, '', ''] as const,
		(error: NodeOperationError) => {
			if (error.name !== 'NodeOperationError' && error.name !== 'NodeApiError') throw error;
			if ('cause' in error && error.cause instanceof Error) throw error.cause;
			return [[], error.message, error.description ?? ''] as const;
		},
	);
	return {
		message: asked.length > 0 ? '' : message,
		remedy: asked.length > 0 ? '' : remedy,
		asked: JSON.stringify(asked),
		output: JSON.stringify([items, files]),
	};
}
