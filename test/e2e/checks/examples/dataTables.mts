import { equal } from 'node:assert/strict';
import type { Client } from '../../n8n/client.mts';

/** The rows of the data table of this name. */
export async function rowsOf<Row>(client: Client, table: string): Promise<Row[]> {
	const { id } = await client.call<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${id}/data-tables`;
	const { data } = await client.call<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const found = data.filter(({ name }) => name === table);
	equal(found.length, 1, `tables of the name ${table}`);
	const path = `${tables}/${found[0]?.id}/rows?take=1000`;
	return (await client.call<{ data: Row[] }>('GET', path)).data;
}
