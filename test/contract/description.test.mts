import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	NodeParameterValueType,
} from 'n8n-workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadedPackage } from '../support/engine.mts';

const { NodeHelpers } = createRequire(import.meta.url)(
	'n8n-workflow',
) as typeof import('n8n-workflow');

let node: INodeType;
let properties: INodeProperties[];
beforeAll(async () => {
	node = (await loadedPackage()).nodes.get('n8n-nodes-calltouch.calltouch') as INodeType;
	properties = node.description.properties;
});

type Entry =
	INodeProperties | INodePropertyOptions | { displayName: string; values: INodeProperties[] };

/** Every property at any depth, with the path to it. */
function* walk(entries: Entry[], path: string[] = []): Generator<[string, INodeProperties]> {
	for (const entry of entries) {
		if ('type' in entry && 'displayName' in entry) {
			yield [[...path, entry.name].join('.'), entry];
			const inner = (entry.options ?? []) as Entry[];
			yield* walk(
				inner.filter((option) => 'displayName' in option),
				[...path, entry.name],
			);
		} else if ('values' in entry && Array.isArray(entry.values)) {
			yield* walk(entry.values, path);
		}
	}
}

const optionsOf = (property: INodeProperties) => (property.options ?? []) as INodePropertyOptions[];
const operationsOf = (resource: string) =>
	properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	);
const allOperations = () =>
	optionsOf(properties.find(({ name }) => name === 'resource') as INodeProperties).flatMap(
		({ value: resource }) =>
			optionsOf(operationsOf(String(resource)) as INodeProperties).map((option) => ({
				resource: String(resource),
				...option,
			})),
	);

/** Parameters of an operation whose values decide what else is shown, in every combination. */
function* combinations(resource: string, operation: string): Generator<INodeParameters> {
	const choices: Record<string, NodeParameterValueType[]> = {};
	for (const { displayOptions } of properties) {
		for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
			if (name !== 'resource' && name !== 'operation')
				(choices[name] ??= []).push(...(values as NodeParameterValueType[]));
		}
	}
	let partial: INodeParameters[] = [{ resource, operation }];
	for (const [name, values] of Object.entries(choices)) {
		partial = partial.flatMap((one) =>
			[one, ...new Set(values)].map((value) =>
				value === one ? one : { ...one, [name]: value as string },
			),
		);
	}
	yield* partial;
}

describe('the description of the node', () => {
	it('makes every parameter reachable', () => {
		const shown = new Set<INodeProperties>();
		for (const { resource, value } of allOperations()) {
			for (const parameters of combinations(resource, String(value))) {
				for (const property of properties) {
					if (
						NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, node.description)
					)
						shown.add(property);
				}
			}
		}
		expect(properties.filter((property) => !shown.has(property)).map(({ name }) => name)).toEqual(
			[],
		);
	});

	it('has the resources, operations and defaults of the contract', () => {
		const names = allOperations().map(({ resource, value }) => `${resource}:${String(value)}`);
		expect(names.sort()).toEqual([
			'call:export',
			'call:get',
			'call:getAll',
			'call:import',
			'call:summarize',
			'callback:create',
			'deal:create',
			'deal:delete',
			'deal:export',
			'deal:getAll',
			'deal:update',
			'lead:addComment',
			'lead:addTags',
			'lead:assignManager',
			'lead:deleteCustomFields',
			'lead:setCustomFields',
			'phoneNumber:delete',
			'phoneNumber:getAll',
			'phoneNumber:getRedirects',
			'phoneNumber:update',
			'record:download',
			'request:create',
			'request:export',
			'request:getAll',
			'request:submitForm',
			'stats:get',
		]);
		const defaults = (name: string) =>
			new Set(
				properties.filter((property) => property.name === name).map((property) => property.default),
			);
		expect(defaults('period')).toEqual(new Set(['yesterday', 'last30Days']));
		expect(defaults('output')).toEqual(new Set(['simplified']));
		expect(defaults('limit')).toEqual(new Set([50]));
		expect(defaults('breakdown')).toEqual(new Set(['callsTotal']));
		expect(defaults('binaryPropertyName')).toEqual(new Set(['data']));
		expect([...defaults('groupBy')]).toEqual([['date', 'source', 'medium', 'campaign']]);
	});

	it('names every operation for the node panel and for an AI agent', () => {
		for (const { resource, value, action, description, name } of allOperations()) {
			const operation = `${resource}:${String(value)}`;
			expect(action, operation).toMatch(/^[A-Z][a-z ]+$/);
			expect(action, operation).not.toMatch(/\b(?:an?|the)\b/);
			expect(description, operation).toMatch(/^[A-Z].{20,}[^.]$/);
			expect(name, operation).toMatch(/^[A-Z]/);
		}
		expect(node.description.usableAsTool).toBe(true);
	});

	it('sorts every list of five or more by name', () => {
		for (const [path, property] of walk(properties)) {
			const names = optionsOf(property).map((option) =>
				'displayName' in option ? String(option.displayName) : option.name,
			);
			if (names.length < 5) continue;
			expect(names, path).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
		}
	});

	it('gives every parameter a label, a default of its kind and a text that ends as n8n wants', () => {
		for (const [path, property] of walk(properties)) {
			expect(property.displayName, path).toMatch(/^[A-Z]/);
			expect(property.default, path).toBeDefined();
			for (const text of [
				property.description,
				...optionsOf(property).map(({ description }) => description),
			]) {
				if (text === undefined) continue;
				const sentences = text.split(/\. (?=[A-Z\d])/).length;
				expect(text.endsWith('.'), `${path}: ${text}`).toBe(sentences > 1);
				expect(text, path).not.toMatch(/[А-я]|error|failure/i);
			}
			if (property.type === 'boolean') expect(property.description, path).toMatch(/^Whether /);
			if (property.placeholder && !property.placeholder.startsWith('Add '))
				expect(property.placeholder, path).toMatch(/^e\.g\. /);
			const values = optionsOf(property).map(({ value }) => value);
			if (property.type === 'options') expect(values, path).toContain(property.default);
			if (property.type === 'multiOptions')
				expect(values, path).toEqual(expect.arrayContaining(property.default as string[]));
			expect(new Set(values.filter((value) => value !== undefined)).size, path).toBe(
				values.filter((value) => value !== undefined).length,
			);
		}
	});

	it('requires nothing that an expression elsewhere would show: n8n would not start the workflow', () => {
		const fixed = ['resource', 'operation'];
		const wrong = [...walk(properties)]
			.filter(([, { required }]) => required)
			.filter(([, { displayOptions }]) =>
				Object.keys(displayOptions?.show ?? {}).some((name) => !fixed.includes(name)),
			);
		expect(wrong.map(([path]) => path)).toEqual([]);
	});

	it('speaks of no empty field where the user adds fields: what is added must give something', () => {
		for (const [path, { type, options = [] }] of walk(properties)) {
			if (type !== 'collection') continue;
			for (const { description = '' } of options as INodeProperties[])
				expect(description, path).not.toMatch(/if empty|left empty/i);
		}
	});

	it('offers each list of names that a parameter asks for', () => {
		const asked = new Set<unknown>();
		for (const [, { modes = [] }] of walk(properties)) {
			for (const { typeOptions } of modes) if (typeOptions) asked.add(typeOptions.searchListMethod);
		}
		expect(asked.size).toBeGreaterThan(0);
		expect(new Set(Object.keys(node.methods?.listSearch ?? {}))).toEqual(asked);
	});

	it('has an output preview and an engine test for every operation', () => {
		const tests = readdirSync('test/engine').filter((name) => name.endsWith('.test.mts'));
		const text = tests.map((name) => readFileSync(`test/engine/${name}`, 'utf8')).join('\n');
		for (const { resource, value } of allOperations()) {
			const schema = readFileSync(
				`dist/nodes/Calltouch/__schema__/v1.0.0/${resource}/${String(value)}.json`,
				'utf8',
			);
			expect(JSON.parse(schema)).toHaveProperty('properties');
			expect(text).toMatch(new RegExp(`resource: '${resource}',\\s+operation: '${String(value)}'`));
		}
	});
});
