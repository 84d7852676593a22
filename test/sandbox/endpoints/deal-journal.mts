import type { ApiRequest, Route, World } from '../server/api.mts';
import { toJson } from '../data/raw-json.mts';
import type { StoredRecord } from '../data/stored.mts';
import { badRequest, jsonText, type Reply } from '../server/reply.mts';
import { pageSize, wholeNumber } from './numbers.mts';
import { dayFirst, daysFrom } from './selection.mts';
import { ofDays, shown, type Blocks } from './shown.mts';
import { shiftOf } from './unsteady.mts';

const BLOCKS: Blocks = {
	tags: ['withOrdersTags', []],
	origins: ['withAllOrderOrigins', null],
	comment: ['withComments', []],
	client: ['withContacts', null],
};

function deals({ query, siteId }: ApiRequest, world: World): Reply {
	const { settings, ledger } = world;
	const { from, to } = daysFrom(query, settings, dayFirst);
	if (from >= to) throw badRequest('dateFrom должен быть меньше dateTo');
	const page = wholeNumber(query['page'], 'page', 1);
	const limit = pageSize(query, settings);
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
		.map(({ record }) => shown(record, BLOCKS, query));
	const pageTotal = Math.ceil(found.length / limit) || settings.emptyPageTotal;
	const total = settings.totalKey === 'none' ? {} : { [settings.totalKey]: pageTotal };
	const envelope = { page, ...total, pageSize: limit, recordsTotal: found.length, records };
	return jsonText(200, toJson(envelope));
}

/** The journal of deals. */
export const dealJournal: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/{siteId}/orders-diary/orders',
	auth: 'clientApiId',
	answer: deals,
};
