import type { ApiRequest, Route, World } from '../server/api.mts';
import { attributionFrom, pageSize, wholeNumber } from './numbers.mts';
import { badRequest, jsonText, type Reply } from '../server/reply.mts';
import { isTrue, selectionFrom } from './selection.mts';
import { shiftOf } from './unsteady.mts';
import { viewOf, type View } from '../data/view.mts';

function viewFrom(query: Record<string, string>): View {
	return viewOf(attributionFrom(query), (include) => isTrue(query[include]));
}

/** Buffers with commas between. */
function joined(records: Buffer[]): Array<Buffer | string> {
	return records.flatMap((record, at) => (at === 0 ? [record] : [',', record]));
}

async function calls({ query, siteId }: ApiRequest, world: World): Promise<Reply> {
	const { settings, pages } = world;
	const selection = selectionFrom(query, settings);
	const view = viewFrom(query);
	if (query['page'] === undefined || settings.journalMode === 'plain') {
		if (selection.from !== selection.to) {
			throw badRequest('Без параметра page доступен только один день: dateFrom = dateTo');
		}
		const { records } = await pages.find(siteId, selection, view);
		return jsonText(200, '[', ...joined(records), ']');
	}
	const asked = wholeNumber(query['page'], 'page', 1);
	const limit = pageSize(query, settings);
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
export const callJournal: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/{siteId}/calls-diary/calls',
	auth: 'clientApiId',
	answer: calls,
};
