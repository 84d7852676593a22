import { dayAt, type Day } from '../data/days.mts';
import { toJson } from '../data/raw-json.mts';
import { SESSION_LEAD } from '../data/request-records.mts';
import { clockText, type Stored, type StoredRecord } from '../data/stored.mts';
import type { ApiRequest, Route, World } from '../server/api.mts';
import { jsonText, type Reply } from '../server/reply.mts';
import type { Settings } from '../server/settings.mts';
import { attributionFrom } from './numbers.mts';
import { daysFrom, isTrue, monthFirst } from './selection.mts';
import { ofDays, shown, type Blocks } from './shown.mts';

const BLOCKS: Blocks = {
	RequestTags: ['withRequestTags', null],
	mapVisits: ['withMapVisits', null],
	yandexDirect: ['withYandexDirect', null],
	googleAdWords: ['withGoogleAdwords', null],
	dcm: ['withDcm', null],
	customFields: ['withCustomFields', null],
};

/** The site that was asked for; else those that the token serves. */
function sitesOf({ query, siteId }: ApiRequest, { sites }: Settings): number[] {
	if (siteId !== 0) return [siteId];
	const token = query['clientApiId'] ?? '';
	return sites.filter(({ tokens }) => tokens.includes(token)).map((site) => site.siteId);
}

/** The requests of some days, by the days of their sessions when the query binds them so. */
function selected(request: ApiRequest, { settings, ledger }: World): Stored[] {
	const { from, to } = daysFrom(request.query, settings, monthFirst);
	const sites = sitesOf(request, settings);
	const find = (day: Day) =>
		sites
			.flatMap((siteId) => ledger.requestsOf(settings, siteId, day))
			.sort((a, b) => a.timestamp - b.timestamp);
	if (request.query['bindTo'] !== 'session') return ofDays(from, to, find);
	// A session may have begun on the day before.
	return ofDays(from, to + 1, find).filter(({ timestamp, record }) => {
		const begin = record['session'] === null ? timestamp : timestamp - SESSION_LEAD;
		const day = dayAt(settings.timezone, begin);
		return day >= from && day <= to;
	});
}

function requests(request: ApiRequest, world: World): Reply {
	const { query } = request;
	const { timeFrom = '00:00:00', timeTo = '23:59:59' } = query;
	const attribution = Number(attributionFrom(query));
	const rows = selected(request, world)
		.filter(({ timestamp }) => {
			const clock = clockText(world.settings, timestamp).slice(11);
			return clock >= timeFrom && clock <= timeTo;
		})
		.map(({ record }) => {
			const view = shown(record, BLOCKS, query);
			const session = view['session'] as StoredRecord | null;
			if (!session) return view;
			const attrs = isTrue(query['withAttrs']) ? session['attrs'] : null;
			return { ...view, session: { ...session, attribution, attrs } };
		});
	return jsonText(200, toJson(rows));
}

/** The journal of requests: everything at once, without pages. */
export const requestJournal: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/requests',
	auth: 'clientApiId',
	siteIsOptional: true,
	answer: requests,
};
