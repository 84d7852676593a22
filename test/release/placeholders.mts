import { run } from '../e2e/install/run.mts';

/** What nobody but the owner of the package can know: it stands in for the real thing until the first release. */
export interface Placeholder {
	name: string;
	value: string;
}

/** All of them, as they are written in the files. */
export const placeholders: Placeholder[] = [
	{ name: 'Repository', value: 'n8n-nodes-calltouch/n8n-nodes-calltouch' },
	{ name: 'Author', value: 'n8n-nodes-calltouch maintainers' },
	{ name: 'E-mail of the author', value: 'maintainers@n8n-nodes-calltouch.dev' },
	{ name: 'Address for security', value: 'security@n8n-nodes-calltouch.dev' },
];

const ownFile = 'test/release/placeholders.mts';

/** The tracked files that hold a placeholder. */
export async function filesWith({ value }: Placeholder): Promise<string[]> {
	// It ends with 1 when there is none.
	const found = await run('git', ['grep', '-lF', '-e', value, '--', '.', `:!${ownFile}`]).catch(
		() => '',
	);
	return found.split('\n').filter((file) => file !== '');
}
