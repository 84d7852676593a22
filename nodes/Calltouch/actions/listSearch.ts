import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { callFields } from '../api/journals/callFields';
import type { Connection } from '../api/http/connection';
import { findNames } from '../api/journals/names';
import { recentRecords, type NameKind } from '../api/journals/recent';
import { connectEditor } from '../n8n/connection';
import { toNodeError } from '../n8n/nodeErrors';
import type { ListMethod } from '../shared/fields/locator';
import {
	callEntry,
	dealEntries,
	matches,
	nameEntry,
	numberEntries,
	type Entry,
} from './listEntries';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Searches what the editor offers. */
export const listSearch: Record<ListMethod, ListSearch> = {
	searchCallValues: searchNames(valuesOfField),
	searchCalls: search(async (connection) =>
		(await recentRecords(connection, ['calls'])).flatMap(callEntry),
	),
	searchDeals: search(async (connection) =>
		dealEntries(await recentRecords(connection, ['deals'])),
	),
	searchFunnels: searchNames(() => 'funnels'),
	searchManagers: searchNames(() => 'managers'),
	searchSources: searchNames(() => 'sources'),
	searchTags: searchNames(() => 'tags'),
	searchTrackedNumbers: search(async (connection) =>
		numberEntries(await recentRecords(connection, ['calls'])),
	),
};

/** Entries to show before the user scrolls. */
const perPage = 200;

/** The token of a page is the number of entries before it. */
function search(
	find: (connection: Connection, context: ILoadOptionsFunctions) => Promise<Entry[]>,
): ListSearch {
	return async function (filter = '', paginationToken = '0') {
		const list = async () => await find(await connectEditor(this), this);
		const entries = await list().catch((error: unknown) => {
			throw toNodeError(this, error);
		});
		const found = entries.filter((entry) => matches(entry, filter));
		const end = Number(paginationToken) + perPage;
		const results = found.slice(end - perPage, end);
		return end < found.length ? { results, paginationToken: String(end) } : { results };
	};
}

function searchNames(kindOf: (context: ILoadOptionsFunctions) => NameKind): ListSearch {
	return search(async (connection, context) =>
		(await findNames(connection, kindOf(context))).map(nameEntry),
	);
}

/** The field that a condition of a filter compares stands beside its value. */
function valuesOfField(context: ILoadOptionsFunctions): NameKind {
	const chosen = context.getCurrentNodeParameter('&field');
	return `calls.${callFields.find((field) => field === chosen) ?? 'source'}`;
}
