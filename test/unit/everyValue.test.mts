import { Readable } from 'node:stream';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { nodeProperties } from '../../nodes/Calltouch/actions/operations';
import { runItems } from '../../nodes/Calltouch/actions/router';

/** Every field of every operation, given whatever an expression may give. */

type Path = [name: string, ...inner: Array<string | number>];

interface Place {
	property: INodeProperties;
	path: Path;
	/** Whether it stands in a collection, where what is there must give something. */
	added: boolean;
	parameters: IDataObject;
}

const properties = nodeProperties();
const optionsOf = ({ options }: INodeProperties) =>
	(options ?? []) as Array<INodeProperties & { value: string; values: INodeProperties[] }>;
const operations = properties
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
const rightRow: Record<string, unknown> = { field: 'source', name: 'size', value: 'XL' };

function rightValue({ name, type, default: standard, required, displayName }: INodeProperties) {
	if (Object.hasOwn(right, name) && (type === 'dateTime' || standard !== '=')) {
		if (type !== 'collection' || name === 'displayOptions') return right[name];
	}
	if (!required) return standard;
	if (/phone/i.test(displayName)) return '+7 915 888-11-22';
	return type === 'dateTime' ? '2025-12-31' : standard === '' ? 'word' : standard;
}

/** Every field of an operation, and parameters that show it and are right otherwise. */
function* placesOf(resource: string, operation: string): Generator<Place> {
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
				const row = { ...rowFor(values, type as string), ...(type ? { type } : {}) };
				const shown = with_(parameters, [...path, name], many ? [row] : row);
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

function with_(parameters: IDataObject, path: Array<string | number>, value: unknown): IDataObject {
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

/** What the node asks for with these parameters, or what it refuses. */
async function outcome(parameters: IDataObject): Promise<{ message: string; asked: string }> {
	const asked: unknown[] = [];
	// A host of its own, because each has a limit of requests in a second.
	const baseUrl = `http://host-${(hosts += 1)}.invalid`;
	const context = {
		getInputData: () => [{ json: {} }],
		getNodeParameter: (name: string, _itemIndex: number, standard?: unknown) =>
			Object.hasOwn(parameters, name) ? parameters[name] : standard,
		getCredentials: () =>
			Promise.resolve({ siteId: '12345', apiToken: 'token', baseUrl, timezone: 'UTC' }),
		getNode: () => ({ name: 'Calltouch', type: 'calltouch', parameters: {} }),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		addExecutionHints: () => undefined,
		helpers: {
			httpRequestWithAuthentication: (_: string, { url, qs, body, headers }: IDataObject) => {
				asked.push({ url: String(url).replace(baseUrl, ''), qs, body, headers });
				const answer = Readable.from([Buffer.from('{"message":"no"}')]);
				return Promise.resolve({ statusCode: 403, headers: {}, body: answer });
			},
		},
	};
	const message = await runItems(context as unknown as IExecuteFunctions).then(
		() => '',
		(error: Error) => {
			if (error.name !== 'NodeOperationError' && error.name !== 'NodeApiError') throw error;
			if ('cause' in error && error.cause instanceof Error) throw error.cause;
			return error.message;
		},
	);
	// A time that is now is another one each time.
	const text = JSON.stringify(asked).replace(/\d\d-\d\d-\d{4} \d\d:\d\d:\d\d/g, 'now');
	return { message: asked.length > 0 ? '' : message, asked: text };
}

const given = [true, 'true', 1, '1', [1], {}, '', null, undefined];
const isNothing = (value: unknown) => value === '' || value === null || value === undefined;

/** Whether a field takes lists, and a list of one for that one. */
const takesLists = ({ type, description, options }: INodeProperties) =>
	type === 'multiOptions' ||
	/list|commas|several/.test(String(description)) ||
	optionsOf({ options } as INodeProperties).some(({ name }) => name === 'tag');

/** How a message names a field: the value that a lead is found by is named as what it is. */
const messageName = ({ name, displayName }: INodeProperties) =>
	name === 'identifier' ? /Value|Call ID/ : new RegExp(displayName.replace(/[()]/g, '\\$&'));

/** The value of a custom field may be a number or a text, which Calltouch tells apart. */
const keepsNumbers = (path: Path) => path.at(-2) === 0 && path.at(-1) === 'value';

describe.each(operations)('$resource: $operation', ({ resource, operation }) => {
	it('reads or refuses whatever stands in a field, and ignores nothing', async () => {
		for (const { property, path, added, parameters } of placesOf(resource, operation)) {
			const { type, default: standard } = property;
			const set = async (value: unknown) => await outcome(with_(parameters, path, value));
			const where = path.join('.');
			const standing = await set(standard);
			const outcomes = new Map<unknown, Awaited<ReturnType<typeof outcome>>>();
			for (const value of given) {
				const got = await set(value);
				outcomes.set(value, got);
				const what = `${where} = ${JSON.stringify(value)}`;
				if (got.message) expect(got.message, what).toMatch(messageName(property));
				else expect(got.asked, what).not.toBe('[]');
				const isCollection = type === 'collection' || type === 'fixedCollection';
				if (isNothing(value) && (added || !isUnset(standard))) {
					if (isCollection && !added) continue;
					expect(got.message, what).toMatch(/ is empty$/);
				}
				if (isNothing(value) && !added && isUnset(standard)) expect(got, what).toEqual(standing);
				if (value === true && type !== 'boolean') expect(got.message, what).not.toBe('');
				if (Array.isArray(value) && !takesLists(property)) expect(got.message, what).not.toBe('');
			}
			if (!keepsNumbers(path)) expect(outcomes.get('1'), where).toEqual(outcomes.get(1));
			if (type === 'boolean') {
				for (const value of ['true', 1, '1']) expect(await set(value)).toEqual(await set(true));
				for (const value of ['false', 0, 'no', 'нет']) {
					expect(await set(value)).toEqual(await set(false));
				}
			}
		}
	});
});

function isUnset(standard: unknown): boolean {
	if (typeof standard === 'object' && standard !== null) {
		const { value = '' } = standard as { value?: string };
		return Array.isArray(standard) ? standard.length === 0 : value === '';
	}
	return standard === '' || standard === '{}';
}
