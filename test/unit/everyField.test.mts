import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import records from '../sandbox/data/records.json' with { type: 'json' };
import {
	operations,
	optionsOf,
	placesOf,
	runOnce,
	withValue,
	type Place,
} from '../support/places.mts';

/** Every field of every operation, set to a value of its own, changes the request or the output. */

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2) }));
afterEach(() => vi.useRealTimers());

/** They change when requests leave, which their own tests show. */
const aboutTime = new Set(['maxRequestsPerSecond', 'retryFor', 'timeout', 'waitForRecording']);

const formula = '=1+1';
const [first, second] = records as IDataObject[];
const journals: Array<[RegExp, IDataObject[]]> = [
	[
		/calls-diary/,
		[
			{
				...first,
				callId: 5,
				source: 'XL',
				siteId: 12345,
				utmCampaign: formula,
				date: '01/01/2026 10:00:00',
			},
			{
				...second,
				source: 'XLS',
				siteId: 12345,
				callphase: 'callconnected',
				date: '01/01/2026 11:30:00',
			},
			{ ...second, callId: 8, source: 'XLS', siteId: 12345, date: '01/01/2026 11:30:00' },
		],
	],
	[
		/requests/,
		[
			{ requestId: 1, date: 1_767_250_800_000, subject: formula, session: { attrs: { a: 1 } } },
			{ requestId: 2, subject: 'form' },
		],
	],
	[
		/orders/,
		[{ orderId: 1, orderDate: '01/01/2026 10:00:00', orderName: formula }, { orderId: 2 }],
	],
];

/** Frames of an MP3. */
const silence = Buffer.alloc(2000, Buffer.from([0xff, 0xfb, 0x90, 0x00]));

function answer(path: string) {
	if (path.includes('/download')) return { status: 200, body: silence };
	if (path.includes('/total-count')) return { status: 200, body: '5' };
	const journal = journals.find(([pattern]) => pattern.test(path))?.[1];
	if (journal === undefined) return { status: 403, body: '{}' };
	const page = { page: 1, pageTotal: 1, recordsTotal: journal.length, records: journal };
	return { status: 200, body: JSON.stringify(page) };
}

const texts: Record<string, string> = {
	binaryPropertyName: 'other',
	callId: '7',
	chatId: '7',
	margin: '77.50',
	orderId: '7',
	price: '77.50',
	redirectIds: '7',
	redirectOptions: '{"a":1}',
	requestId: '7',
	revenue: '77.50',
	identifier: '7',
	siteId: '777',
	timeFrom: '10:00',
	timeTo: '11:00',
};

/** Values of a field of which at least one, or for a list of choices each, has to make a difference. */
function ownValues(property: INodeProperties): unknown[] {
	const { name, type, displayName, default: standard } = property;
	const choices = optionsOf(property).map(({ value }) => value);
	switch (type) {
		case 'boolean':
			return [true, false];
		case 'number':
			return [name === 'rowsPerFile' || name === 'limit' ? 1 : Number(standard) === 3 ? 4 : 3];
		case 'options':
			return choices.filter((value) => value !== standard);
		case 'multiOptions':
			return choices.map((value) => [value]);
		case 'dateTime':
			return [name === 'dateTo' ? '2026-01-01' : '2025-12-29'];
		case 'collection':
		case 'fixedCollection':
			return [];
		default:
			return [
				texts[name] ??
					(/phones?\b|tracked number/i.test(displayName) ? '+7 916 777-66-55' : 'other'),
			];
	}
}

const missing = () => ({ status: 404, body: '' });

/** What has to stand beside a field for it to count. */
function besides({ property: { name }, path, parameters }: Place): IDataObject {
	if (name === 'filterMode') return withValue(parameters, ['filters', 'redirectName'], 'x');
	if (name === 'tagsLogic') return withValue(parameters, [...path.slice(0, -1), 'tags'], 'vip');
	if (name === 'returnAll') return { ...parameters, limit: 1 };
	if (!name.startsWith('overwrite') || path[0] !== 'additionalFields') return parameters;
	const tags = { tag: [{ name: 'vip' }] };
	const leadCustomFields = { field: [{ name: 'size', value: 'XL' }] };
	const all = { tags, leadTags: tags, leadCustomFields, leadManager: 'Ivan' };
	const shown = parameters.operation === 'create' ? { tags, leadTags: tags } : all;
	return withValue(parameters, ['additionalFields'], shown);
}

describe.each(operations)('$resource: $operation', ({ resource, operation }) => {
	it('does something with every field that it shows', async () => {
		for (const place of placesOf(resource, operation)) {
			const { property, path } = place;
			if (aboutTime.has(property.name)) continue;
			const parameters = besides(place);
			const says = property.name === 'ifMissing' ? missing : answer;
			const before = await runOnce(parameters, says);
			expect(before.message, path.join('.')).toBe('');
			const same: unknown[] = [];
			const values = ownValues(property);
			for (const value of values) {
				const after = await runOnce(withValue(parameters, path, value), says);
				expect(after.message, `${path.join('.')} = ${JSON.stringify(value)}`).toBe('');
				if (after.asked === before.asked && after.output === before.output) same.push(value);
			}
			const allowed = property.type === 'boolean' ? 1 : 0;
			expect(same.slice(allowed), path.join('.')).toEqual([]);
		}
	});
});
