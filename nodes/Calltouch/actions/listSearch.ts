import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { findNames, type NameKind } from '../api/journals/names';
import type { NameList } from '../shared/fields/name';
import { connectEditor } from '../n8n/connection';
import { toNodeError } from '../n8n/nodeErrors';

type ListSearch = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** Searches for the names that the editor offers. */
export const listSearch: Record<NameList, ListSearch> = {
	searchFunnels: search('funnels'),
	searchManagers: search('managers'),
	searchSources: search('sources'),
	searchTags: search('tags'),
};

function search(kind: NameKind): ListSearch {
	return async function (filter = '') {
		const find = async () => await findNames(await connectEditor(this), kind);
		const names = await find().catch((error: unknown) => {
			throw toNodeError(this, error);
		});
		const wanted = filter.trim().toLowerCase();
		const results = names
			.filter((name) => name.toLowerCase().includes(wanted))
			.map((name) => ({ name, value: name }));
		return { results };
	};
}
