import { readFileSync } from 'node:fs';
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { dictionary } from '../../nodes/Calltouch/triggers/webhook/dictionary';
import { loadedPackage } from '../support/engine.mts';
import { publishWebhook } from '../support/webhook.mts';

let polling: INodeType;
let webhook: INodeType;
beforeAll(async () => {
	const { nodes } = await loadedPackage();
	polling = nodes.get('n8n-nodes-calltouch.calltouchTrigger') as INodeType;
	webhook = nodes.get('n8n-nodes-calltouch.calltouchWebhookTrigger') as INodeType;
});

const both = () => [polling, webhook];
const named = (node: INodeType, name: string) =>
	node.description.properties.filter((property) => property.name === name);
const valuesOf = (property: INodeProperties | undefined) =>
	((property?.options ?? []) as INodePropertyOptions[]).map((option) =>
		'value' in option ? option.value : (option as { name: string }).name,
	);

/** Every property at any depth. */
function* walk(properties: INodeProperties[]): Generator<INodeProperties> {
	for (const property of properties) {
		yield property;
		for (const option of property.options ?? []) {
			if ('type' in option) yield* walk([option]);
			if ('values' in option) yield* walk(option.values);
		}
	}
}

describe('the polling trigger', () => {
	it('has the events and options of the contract', () => {
		expect(polling.description).toMatchObject({
			displayName: 'Calltouch Trigger',
			name: 'calltouchTrigger',
			version: 1,
			polling: true,
			group: ['trigger'],
			inputs: [],
			credentials: [{ name: 'calltouchApi', required: true }],
		});
		const [event] = named(polling, 'event');
		expect(valuesOf(event)).toEqual([
			'changedCall',
			'changedDeal',
			'newCall',
			'newDeal',
			'newRequest',
			'changedRequest',
		]);
		expect(event?.default).toBe('newCall');
		const [options] = named(polling, 'options');
		expect(valuesOf(options)).toEqual(
			expect.arrayContaining([
				'emitWhen',
				'includeNew',
				'lookback',
				'lookbackDays',
				'siteId',
				'startFrom',
				'waitForRecording',
			]),
		);
		const defaults = Object.fromEntries(
			((options?.options ?? []) as INodeProperties[]).map((one) => [one.name, one.default]),
		);
		expect(defaults).toMatchObject({
			emitWhen: 'ended',
			lookback: 24,
			startFrom: '',
			waitForRecording: 60,
		});
		const emitWhen = (options?.options ?? []).find(({ name }) => name === 'emitWhen');
		expect(valuesOf(emitWhen as INodeProperties)).toEqual(['appeared', 'ended', 'recorded']);
	});

	it('has the lists that its parameters ask for', () => {
		const asked = [...walk(polling.description.properties)]
			.flatMap(({ modes = [] }) => modes.map(({ typeOptions }) => typeOptions?.searchListMethod))
			.filter((method) => method !== undefined);
		expect(asked).toContain('searchCallValues');
		expect(Object.keys(polling.methods?.listSearch ?? {})).toEqual(expect.arrayContaining(asked));
	});

	it('shows filters, includes and output for every event, and no period', () => {
		for (const event of valuesOf(named(polling, 'event')[0])) {
			const isOfChanges = String(event).startsWith('changed');
			const names = polling.description.properties
				.filter(({ displayOptions }) => displayOptions?.show?.event?.includes(event))
				.map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(['output', 'fields', 'include', 'filters']));
			expect(names).not.toContain('period');
			expect(names.includes('watchFields')).toBe(isOfChanges);
		}
		for (const filters of named(polling, 'filters')) {
			expect(valuesOf(filters)).not.toContain('bindTo');
		}
	});
});

describe('the webhook trigger', () => {
	it('has the events and options of the contract', () => {
		expect(webhook.description).toMatchObject({
			displayName: 'Calltouch Webhook Trigger',
			name: 'calltouchWebhookTrigger',
			version: 1,
			group: ['trigger'],
			inputs: [],
			webhooks: [{ name: 'default', httpMethod: 'GET,POST', responseMode: 'onReceived' }],
		});
		const [events] = named(webhook, 'events');
		expect(valuesOf(events)).toEqual(events?.default);
		expect([...valuesOf(events)].sort()).toEqual(
			['callEnded', 'callStarted', 'chat', 'deal', 'leadChanged', 'newRequest'].sort(),
		);
		expect(named(webhook, 'secret')[0]?.typeOptions?.password).toBe(true);
		// n8n itself looks at this value, under this name.
		expect(named(webhook, 'options')[0]).toMatchObject({
			type: 'hidden',
			default: { binaryData: true },
		});
	});

	it('explains in its panel where to paste the address, and which parameters to tick', () => {
		const panel = JSON.stringify(webhook.description.triggerPanel);
		expect(panel).toContain('Integrations > Send data to external systems > Webhooks');
		const ticked = [...panel.matchAll(/<code>([\w, ]+)<\/code>/g)].flatMap(([, names = '']) =>
			names.split(', '),
		);
		expect(ticked.length).toBeGreaterThan(50);
		for (const name of ticked) {
			expect(dictionary, name).toHaveProperty(name.toLowerCase().replace(/_/g, ''));
		}
	});

	it('has nothing to register in Calltouch, and looks at its settings whenever it is published', async () => {
		const methods = webhook.webhookMethods?.default;
		expect(await methods?.checkExists.call({} as never)).toBe(false);
		expect(await methods?.delete.call({} as never)).toBe(true);
		await expect(publishWebhook()).resolves.toEqual([]);
	});
});

describe('both triggers', () => {
	it('name every parameter, sort long lists, and end every text as n8n wants', () => {
		for (const node of both()) {
			// The poll times are n8n's own.
			const ours = node.description.properties.filter(({ name }) => name !== 'pollTimes');
			for (const property of walk(ours)) {
				expect(property.displayName, property.name).toMatch(/^[A-Z]/);
				expect(property.default, property.name).toBeDefined();
				const options = (property.options ?? []) as INodePropertyOptions[];
				const texts = [property.description, ...options.map(({ description }) => description)];
				for (const text of texts) {
					if (text === undefined) continue;
					const sentences = text.split(/\. (?=[A-Z\d])/).length;
					expect(text.endsWith('.'), text).toBe(sentences > 1);
					expect(text).not.toMatch(/[А-я]/);
				}
				const names = options.map((option) =>
					'displayName' in option ? String(option.displayName) : option.name,
				);
				// Zones go from west to east.
				if (names.length < 5 || property.name === 'timezone') continue;
				expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
			}
		}
	});

	it('are no tools, and have a codex of their own', () => {
		for (const { description } of both()) {
			expect(description.usableAsTool).toBeUndefined();
			const name = description.displayName.replace(/ /g, '');
			const file = `dist/nodes/${name}/${name}.node.json`;
			const codex = JSON.parse(readFileSync(file, 'utf8')) as { node: string };
			expect(codex.node).toBe(`n8n-nodes-calltouch.${description.name}`);
		}
	});
});
