import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { DAY, FORM, JOURNAL, LEADS, REQUESTS, SITE, get, post, type Query } from './client.mts';

/** What Calltouch takes, as far as its documentation and programs in use show: docs/calltouch-api.md#requests. */

export const CALLBACK = '/widget-service/v1/api/widget-request/user-form/create';

/** A request, and what it is answered when the sandbox is not strict. */
interface Passing {
	name: string;
	send: (sandbox: Sandbox) => Promise<Response>;
	answer?: object;
}

const asked = (name: string, path: string, query: Query): Passing => ({
	name,
	send: (sandbox) => get(sandbox, path, { clientApiId: DEFAULT_TOKEN, ...query }),
});

const posted = (name: string, tail: string, body: object, answer?: object): Passing => ({
	name,
	send: (sandbox) => post(sandbox, `${LEADS}/${tail}`, body),
	answer,
});

const created = (name: string, request: object): Passing =>
	posted(
		name,
		'request/create',
		{ requests: [request] },
		{ data: { requests: [{ imported: true }] } },
	);

const masked = ['+7 (915) 888-11-22', '79157771122', '84953338877'];
const byPhone = [
	{ type: 'leadContact', leadContactParams: { phones: masked, leadTypeToMatch: 'nearest' } },
];
export const deal = { matching: byPhone, status: 'New', orderDate: '14-12-2023 18:52:13' };
export const form = { fio: 'Иван', phoneNumber: '999999999', subject: 'Форма', comment: 'текст' };
const formAnswer = { requestId: expect.any(Number) as number };

export function multipart(fields: Record<string, string>): FormData {
	const data = new FormData();
	for (const [key, value] of Object.entries(fields)) data.set(key, value);
	return data;
}

export const passing: Passing[] = [
	posted(
		'masked phones in matching',
		'client-order/create',
		{ crm: 'c', orders: [{ ...deal, orderNumber: 'A-1' }] },
		{ data: { orders: [{ calltouchOrderId: expect.any(Number) as number }] } },
	),
	posted(
		'a number as the number of a deal',
		'client-order/create',
		{ crm: 'c', orders: [{ ...deal, matching: [{ type: 'withoutSource' }], orderNumber: 2442 }] },
		{ data: { orders: [{ orderNumber: '2442' }] } },
	),
	posted(
		'keys of older pages',
		'client-order/update',
		{
			orders: [{ ...deal, orderNumber: 'A-100', addTagsToLeads: { tags: [], overwrite: false } }],
		},
		{ data: { orders: [{ updated: true }] } },
	),
	posted('masked phones of a lead', 'comment/lead/add', {
		comments: [{ matching: byPhone, addComment: 'text' }],
	}),
	created('a request without a date', { requestNumber: 'R-1', phoneNumber: '79990000001' }),
	created('a number as the number of a request', {
		requestNumber: 12,
		requestDate: '12-08-2024 05:03:31',
		phoneNumber: '79990000001',
	}),
	created('empty texts and a plus', {
		requestNumber: 'R-1',
		requestDate: '12-08-2024 05:03:31',
		phoneNumber: '+79990001122',
		email: '',
		fio: '',
		comment: { text: '' },
		customFields: [{ field: 'f', value: '' }],
	}),
	created('sources without a campaign', {
		requestNumber: 'R-1',
		requestDate: '12-08-2024 05:03:31',
		fio: 'Иван',
		customSources: { source: 'etagi', medium: 'agent' },
	}),
	created('a request without a contact', {
		requestNumber: 'R-1',
		requestDate: '12-08-2024 05:03:31',
	}),
	{
		name: 'a form by GET, with foreign fields and an old date',
		send: (sandbox) =>
			get(sandbox, `${FORM}/`, { ...form, id: SITE, node: 1, requestDate: '05.02.2019 09:24:48' }),
		answer: { ...formAnswer, dateStr: '05/02/2019 09:24:48' },
	},
	{
		name: 'a multipart form',
		send: (sandbox) =>
			fetch(sandbox.url + FORM, { method: 'POST', body: multipart({ ...form, sessionId: '0' }) }),
		answer: formAnswer,
	},
	{
		name: 'a form with the headers of the token',
		send: (sandbox) =>
			fetch(sandbox.url + FORM, {
				method: 'POST',
				headers: { 'Access-Token': DEFAULT_TOKEN, SiteId: String(SITE) },
				body: new URLSearchParams(form),
			}),
		answer: formAnswer,
	},
	asked('requests without a site', REQUESTS, { dateFrom: '12/01/2025', dateTo: '12/02/2025' }),
	asked('days without leading zeros', JOURNAL, { dateFrom: '1/12/2025', dateTo: '1/12/2025' }),
	asked('months without leading zeros', REQUESTS, {
		siteId: SITE,
		dateFrom: '12/1/2025',
		dateTo: '12/1/2025',
	}),
	asked('a limit of 10000', JOURNAL, { ...DAY, page: 1, limit: 10_000 }),
	asked('a double slash', `/${JOURNAL}`, DAY),
	asked('the token in two places', JOURNAL, { ...DAY, access_token: DEFAULT_TOKEN }),
	{
		name: 'a callback with the token alone, a schedule of old pages and a unit',
		send: (sandbox) =>
			post(
				sandbox,
				CALLBACK,
				{
					routeKey: 'myKey',
					phone: '79099999999',
					fields: [{ name: 'NAME', value: 'Игорь', type: 'name' }],
					scheduleTime: '2025-12-31 10:00:00',
					unitId: 5,
				},
				{},
			),
		answer: { data: { widgetRequestId: expect.any(Number) as number } },
	},
];
