import type { ApiRequest, Route, World } from '../server/api.mts';
import { wholeNumber } from '../server/numbers.mts';
import { badRequest, jsonText, type Reply } from '../server/reply.mts';
import { isTrue, selectionFrom } from '../server/selection.mts';
import { shiftOf } from '../server/unsteady.mts';
import { viewOf, type View } from '../server/view.mts';

const MOST_PER_PAGE = 1000;

function viewFrom(query: Record<string, string>): View {
	const attribution = query['attribution'] ?? '1';
	if (attribution !== '0' && attribution !== '1') throw badRequest('Неверный параметр attribution');
	return viewOf(attribution, (include) => isTrue(query[include]));
}

/** Buffers with commas between. */
function joined(records: Buffer[]): Array<Buffer | string> {
	return records.flatMap((record, at) => (at === 0 ? [record] : [',', record]));
}

async function calls({ query, siteId }: ApiRequest, world: World): Promise<Reply> {
	const { settings, pages } = world;
	const selection = selectionFrom(query, settings.ignoreFilters);
	const view = viewFrom(query);
	if (query['page'] === undefined || settings.journalMode === 'plain') {
		if (selection.from !== selection.to) {
			throw badRequest('Без параметра page доступен только один день: dateFrom = dateTo');
		}
		const { records } = await pages.find(siteId, selection, view);
		return jsonText(200, '[', ...joined(records), ']');
	}
	const asked = wholeNumber(query['page'], 'page', 1);
	const limit = wholeNumber(query['limit'], 'limit', MOST_PER_PAGE);
	if (limit > MOST_PER_PAGE) throw badRequest(`limit не может быть больше ${MOST_PER_PAGE}`);
	const everything = settings.ignorePage === 'everything';
	const page = settings.ignorePage ? 1 : asked;
	const { gone, turn } = shiftOf(world, page);
	const from = gone + turn + (page - 1) * limit;
	const all = everything
		? await pages.find(siteId, selection, view)
		: await pages.find(siteId, selection, view, from, limit);
	const found = { ...all, total: Math.max(0, all.total - gone) };
	const size = everything ? Math.max(found.total, 1) : limit;
	const pageTotal = Math.ceil(found.total / size) || settings.emptyPageTotal;
	const { totalKey } = settings;
	const totalText = totalKey === 'none' ? '' : `"${totalKey}":${pageTotal},`;
	const head = `{"page":${page},${totalText}"pageSize":${size},"recordsTotal":${found.total}`;
	return jsonText(200, head, ',"records":[', ...joined(found.records), ']}');
}

/** The journal of calls. */
export const journal: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/{siteId}/calls-diary/calls',
	auth: 'clientApiId',
	answer: calls,
};
