import type { ApiRequest, Route, World } from '../server/api.mts';
import { parseIsoDate, type Day } from '../data/days.mts';
import { wholeNumber } from '../server/numbers.mts';
import { toJson } from '../server/raw-json.mts';
import { badRequest, jsonText, type Reply } from '../server/reply.mts';
import { daysFrom, isTrue } from '../server/selection.mts';
import { clockText, type Stored, type StoredRecord } from '../data/stored.mts';
import { shiftOf } from '../server/unsteady.mts';

type Query = Record<string, string>;

/** Keys of a record that are empty unless a parameter asks for them, and what they hold then. */
type Blocks = Record<string, [parameter: string, otherwise: unknown]>;

const REQUEST_BLOCKS: Blocks = {
	RequestTags: ['withRequestTags', null],
	mapVisits: ['withMapVisits', null],
	yandexDirect: ['withYandexDirect', null],
	googleAdWords: ['withGoogleAdwords', null],
	dcm: ['withDcm', null],
	customFields: ['withCustomFields', null],
};

const DEAL_BLOCKS: Blocks = {
	tags: ['withOrdersTags', []],
	origins: ['withAllOrderOrigins', null],
	comment: ['withComments', []],
	client: ['withContacts', null],
};

function shown(record: StoredRecord, blocks: Blocks, query: Query): StoredRecord {
	const view = { ...record };
	for (const [key, [parameter, otherwise]] of Object.entries(blocks)) {
		if (!isTrue(query[parameter])) view[key] = otherwise;
	}
	return view;
}

/** Reads `mm/dd/yyyy`, the form that only this journal wants. */
function monthFirst(query: Query, name: string): Day {
	const [, month, date, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(query[name] ?? '') ?? [];
	const day = parseIsoDate(`${year}-${month}-${date}`);
	if (day === undefined) throw badRequest(`Неверный параметр ${name}: нужна дата mm/dd/yyyy`);
	return day;
}

function ofDays(from: Day, to: Day, find: (day: Day) => Stored[]): Stored[] {
	return Array.from({ length: to - from + 1 }, (_, at) => find(from + at)).flat();
}

function requests({ query, siteId }: ApiRequest, { settings, ledger }: World): Reply {
	const from = monthFirst(query, 'dateFrom');
	const to = monthFirst(query, 'dateTo');
	if (from > to) throw badRequest('dateFrom не может быть позже dateTo');
	const { timeFrom = '00:00:00', timeTo = '23:59:59' } = query;
	const rows = ofDays(from, to, (day) => ledger.requestsOf(settings, siteId, day))
		.filter(({ timestamp }) => {
			const clock = clockText(settings, timestamp).slice(11);
			return clock >= timeFrom && clock <= timeTo;
		})
		.map(({ record }) => {
			const view = shown(record, REQUEST_BLOCKS, query);
			const session = view['session'] as StoredRecord | null;
			if (!session || isTrue(query['withAttrs'])) return view;
			return { ...view, session: { ...session, attrs: null } };
		});
	return jsonText(200, toJson(rows));
}

function deals({ query, siteId }: ApiRequest, world: World): Reply {
	const { settings, ledger } = world;
	const { from, to } = daysFrom(query);
	if (from >= to) throw badRequest('dateFrom должен быть меньше dateTo');
	const page = wholeNumber(query['page'], 'page', 1);
	const limit = wholeNumber(query['limit'], 'limit', 1000);
	if (limit > 1000) throw badRequest('limit не может быть больше 1000');
	const { orderSource } = query;
	const { gone, turn } = shiftOf(world, page);
	const found = ofDays(from, to, (day) => ledger.dealsOf(settings, siteId, day))
		.filter(
			({ record }) =>
				orderSource === undefined ||
				(record['orderSource'] as StoredRecord)['type'] === orderSource,
		)
		.slice(gone);
	const records = found
		.slice(turn + (page - 1) * limit, turn + page * limit)
		.map(({ record }) => shown(record, DEAL_BLOCKS, query));
	const pageTotal = Math.ceil(found.length / limit) || settings.emptyPageTotal;
	const total = settings.totalKey === 'none' ? {} : { [settings.totalKey]: pageTotal };
	const envelope = { page, ...total, pageSize: limit, recordsTotal: found.length, records };
	return jsonText(200, toJson(envelope));
}

/** The journals of requests and of deals. */
export const lists: Route[] = [
	{
		method: 'GET',
		path: '/calls-service/RestAPI/requests',
		auth: 'clientApiId',
		answer: requests,
	},
	{
		method: 'GET',
		path: '/calls-service/RestAPI/{siteId}/orders-diary/orders',
		auth: 'clientApiId',
		answer: deals,
	},
];
