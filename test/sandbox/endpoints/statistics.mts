import type { ApiRequest, Route, World } from '../server/api.mts';
import { dayAt, slashDate, type Day } from '../data/days.mts';
import { errorShapes, html, json, jsonText, redirect, type Reply } from '../server/reply.mts';
import type { Selection } from '../data/pages.mts';
import { dayFirst, daysFrom, wholeDays } from './selection.mts';

const ALL_DAYS = { first: -100_000, future: 100_000 };

function gone({ settings }: World): Reply | undefined {
	switch (settings.statistics) {
		case 'gone404':
			return json(404, errorShapes.A('Not Found'));
		case 'goneRedirect':
			return redirect('/help');
		case 'goneHtml':
			return html(200, 'Справочный центр Calltouch');
		default:
			return undefined;
	}
}

function selectionOf({ query }: ApiRequest, world: World, onlySeo: boolean): Selection {
	const today = dayAt(world.settings.timezone, Math.floor(Date.now() / 1000));
	const all = { from: ALL_DAYS.first, to: today + ALL_DAYS.future };
	const selection = wholeDays(daysFrom(query, world.settings, dayFirst, all));
	if (onlySeo) {
		selection.tests.push((facts) => facts.medium === 'organic');
		selection.key = '|seo';
	}
	return selection;
}

/** The days in an order that is not the order of time. */
function shuffled(counts: Map<Day, number>): Array<[Day, number]> {
	const entries = [...counts].reverse();
	const isOdd = (_entry: unknown, at: number) => at % 2 === 1;
	const isEven = (_entry: unknown, at: number) => at % 2 === 0;
	return [...entries.filter(isEven), ...entries.filter(isOdd)];
}

function counts(entries: Iterable<[key: string, count: number]>): Reply {
	const pairs = [...entries].map(([key, count]) => `${JSON.stringify(key)}:${count}`);
	return jsonText(200, `{${pairs.join(',')}}`);
}

async function total(request: ApiRequest, world: World): Promise<Reply> {
	const days = await world.pages.counts(request.siteId, selectionOf(request, world, false));
	return jsonText(200, String([...days.values()].reduce((sum, count) => sum + count, 0)));
}

function byDate(onlySeo: boolean): Route['answer'] {
	return async (request, world) => {
		const days = await world.pages.counts(request.siteId, selectionOf(request, world, onlySeo));
		return counts(shuffled(days).map(([day, count]) => [slashDate(day), count]));
	};
}

async function byKeyword(request: ApiRequest, world: World): Promise<Reply> {
	const keywords = new Map<string, number>();
	await world.pages.forEach(request.siteId, selectionOf(request, world, true), ({ keyword }) => {
		const key = keyword ?? '(not set)';
		keywords.set(key, (keywords.get(key) ?? 0) + 1);
	});
	return counts(keywords);
}

function statistic(tail: string, answer: Route['answer']): Route {
	const path = `/calls-service/RestAPI/statistics/{siteId}/calls/${tail}`;
	return { method: 'GET', path, auth: 'access_token', instead: gone, answer };
}

/** The counters. They count the calls that the journal gives; SEO means medium `organic`. */
export const statistics: Route[] = [
	statistic('total-count', total),
	statistic('count-by-date', byDate(false)),
	statistic('seo/count-by-date', byDate(true)),
	statistic('seo/count-by-keywords', byKeyword),
];
