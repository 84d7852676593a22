import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { callFields } from '../api/journals/callFields';
import { findNames, type NameKind } from '../api/journals/names';
import type { NameList } from '../shared/fields/name';
import { connectEditor } from '../n8n/connection';
import { toNodeError } from '../n8n/nodeErrors';

type ListSearch = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** Searches for the names that the editor offers. */
export const listSearch: Record<NameList, ListSearch> = {
	searchCallValues: search(valuesOfField),
	searchFunnels: search(() => 'funnels'),
	searchManagers: search(() => 'managers'),
	searchSources: search(() => 'sources'),
	searchTags: search(() => 'tags'),
};

/** The field that a condition of a filter compares stands beside its value. */
function valuesOfField(context: ILoadOptionsFunctions): NameKind {
	const chosen = context.getCurrentNodeParameter('&field');
	return `calls.${callFields.find((field) => field === chosen) ?? 'source'}`;
}

function search(kindOf: (context: ILoadOptionsFunctions) => NameKind): ListSearch {
	return async function (filter = '') {
		const find = async () => await findNames(await connectEditor(this), kindOf(this));
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
