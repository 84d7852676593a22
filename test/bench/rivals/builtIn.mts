import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType, IVersionedNodeType } from 'n8n-workflow';
import { engineRoot, loadedPackage } from '../../support/engine.mts';

/** Nodes of n8n's own package: file, class and version. */
const files = {
	convertToFile: ['Files/ConvertToFile/ConvertToFile.node.js', 'ConvertToFile', 1.1],
	httpRequest: ['HttpRequest/HttpRequest.node.js', 'HttpRequest', 4.2],
	set: ['Set/Set.node.js', 'Set', 3.4],
	splitOut: ['Transform/SplitOut/SplitOut.node.js', 'SplitOut', 1],
	summarize: ['Transform/Summarize/Summarize.node.js', 'Summarize', 1.1],
} as const;

export type Name = keyof typeof files;

/** What a workflow says about a node of this name. */
export function typeOf(name: Name): { type: string; typeVersion: number } {
	return { type: `n8n-nodes-base.${name}`, typeVersion: files[name][2] };
}

/**
 * Makes n8n's own nodes known to the engine. Every rival's process has them loaded, as an n8n has, so that all begin with
 * the same memory.
 */
export async function registerBuiltIn(): Promise<void> {
	const { nodes } = await loadedPackage();
	const root = join(engineRoot, 'node_modules/n8n-nodes-base/dist/nodes');
	const require = createRequire(join(engineRoot, 'package.json'));
	for (const name of Object.keys(files) as Name[]) {
		const [file, className, version] = files[name];
		const module = require(join(root, file)) as Record<
			string,
			new () => INodeType | IVersionedNodeType
		>;
		const NodeClass = module[className];
		if (!NodeClass) throw new Error(`${file} has no class ${className}`);
		const node = new NodeClass();
		const type = 'nodeVersions' in node ? node.nodeVersions[version] : node;
		if (!type) throw new Error(`${className} has no version ${version}`);
		nodes.set(typeOf(name).type, type);
	}
}
