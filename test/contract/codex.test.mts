import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { loadedPackage } from '../support/engine.mts';

/** The only ones that n8n takes, by its page on codex files. */
const n8nCategories = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

interface Codex {
	node: string;
	categories: string[];
	alias: string[];
}

let nodes: INodeType[];
beforeAll(async () => {
	const loaded = [...(await loadedPackage()).nodes];
	// A tool is the node itself, as n8n makes it for agents.
	nodes = loaded
		.filter(([name]) => /^n8n-nodes-calltouch\.(?!.*Tool$)/.test(name))
		.map(([, node]) => node);
});

/** Each node has a folder of its own, because n8n looks for its previews there. */
const pathOf = ({ displayName }: INodeTypeDescription) => {
	const name = displayName.replace(/ /g, '');
	return `nodes/${name}/${name}.node`;
};

const codexOf = ({ description }: INodeType) => {
	return JSON.parse(readFileSync(`${pathOf(description)}.json`, 'utf8')) as Codex;
};

describe('the codex of each node', () => {
	it('stands in a file of its own and belongs to the node', () => {
		expect(nodes).toHaveLength(3);
		for (const node of nodes) {
			expect(codexOf(node).node).toBe(`n8n-nodes-calltouch.${node.description.name}`);
			const source = `${pathOf(node.description)}.ts`;
			expect(readFileSync(source, 'utf8')).not.toContain('codex');
		}
	});

	it("names categories of n8n's list only", () => {
		for (const node of nodes) {
			const { categories } = codexOf(node);
			expect(n8nCategories).toEqual(expect.arrayContaining(categories));
			expect(categories).toContain('Marketing & Content');
		}
	});

	it('lets people find it in English and in Russian, each word once', () => {
		for (const node of nodes) {
			const { alias } = codexOf(node);
			expect(alias).toEqual(
				expect.arrayContaining(['call tracking', 'звонки', 'коллтрекинг', 'колтач']),
			);
			expect(new Set(alias).size).toBe(alias.length);
		}
	});
});

interface BuilderHint {
	searchHint: string;
	relatedNodes: Array<{ nodeType: string; relationHint: string }>;
}

describe("what n8n's AI workflow builder is told", () => {
	it('names the other nodes of the package, in plain words', () => {
		const names = nodes.map(({ description }) => `n8n-nodes-calltouch.${description.name}`);
		for (const { description } of nodes) {
			const { builderHint } = description as { builderHint?: BuilderHint };
			const others = names.filter((name) => !name.endsWith(`.${description.name}`));
			const related = builderHint?.relatedNodes.map(({ nodeType }) => nodeType);
			expect(related?.sort()).toEqual(others.sort());
			// n8n refuses hints with expressions.
			expect(JSON.stringify(builderHint)).not.toMatch(/\{\{|\$json|\bmain\b/);
		}
	});
});
