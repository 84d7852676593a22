import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	Workflow,
} from 'n8n-workflow';
import { agents, toolOf } from './agents.mts';
import { manualTrigger, source } from './starts.mts';
import { standIns } from './standIns.mts';

/** Folder whose node_modules hold the n8n-core to run; the project itself holds the oldest supported one. */
export const engineRoot = resolve(process.env.ENGINE_ROOT ?? '.');
/** Folder of the built package that this engine loads. */
export const packageRoot = resolve(process.env.ENGINE_PACKAGE ?? '.');

process.env.N8N_USER_FOLDER = ownFolder();
process.env.N8N_ENCRYPTION_KEY ??= 'key-of-the-test-engine';
process.env.N8N_DEFAULT_BINARY_DATA_MODE ??= 'filesystem';

const require = createRequire(join(engineRoot, 'package.json'));
// The container must be the very one that n8n-core uses, whatever the layout of node_modules.
const fromCore = createRequire(require.resolve('n8n-core'));
fromCore('reflect-metadata');
const { Container } = fromCore('@n8n/di') as {
	Container: { get<T>(type: new (...parameters: never[]) => T): T };
};
export const core = require('n8n-core') as typeof import('n8n-core');
const n8nWorkflow = require('n8n-workflow') as typeof import('n8n-workflow');

/** A folder for the files of this process, gone when it ends. */
function ownFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'calltouch-engine-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

interface LoadedPackage {
	nodes: Map<string, INodeType>;
	credentials: Map<string, ICredentialType>;
}

/** Loads the built package as n8n does, through its package.json. */
async function loadPackage(): Promise<LoadedPackage> {
	const loader = new core.PackageDirectoryLoader(packageRoot);
	await loader.loadAll();
	const nodes = new Map<string, INodeType>([
		['n8n-nodes-base.manualTrigger', manualTrigger],
		['test.items', source],
		...standIns,
		...agents,
	]);
	for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
		const nodeType = type as INodeType;
		nodes.set(`${loader.packageName}.${name}`, nodeType);
		if (nodeType.description.usableAsTool) {
			nodes.set(`${loader.packageName}.${name}Tool`, toolOf(nodeType));
		}
	}
	const credentials = new Map<string, ICredentialType>();
	for (const [name, { type }] of Object.entries(loader.credentialTypes))
		credentials.set(name, type);
	await Container.get(core.BinaryDataService).init();
	return { nodes, credentials };
}

let loaded: Promise<LoadedPackage> | undefined;

export async function loadedPackage(): Promise<LoadedPackage> {
	loaded ??= loadPackage();
	return await loaded;
}

export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

function credentialsHelper({ credentials }: LoadedPackage, stored: CredentialData) {
	class Helper extends n8nWorkflow.ICredentialsHelper {
		getParentTypes() {
			return [];
		}

		async authenticate(
			data: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
		) {
			const authenticate = credentials.get(type)?.authenticate;
			return typeof authenticate === 'function' ? await authenticate(data, request) : request;
		}

		async preAuthentication() {
			return undefined;
		}

		async runPreAuthentication() {
			return undefined;
		}

		async getCredentials(): Promise<never> {
			throw new Error('The test engine keeps no credential entities');
		}

		async getDecrypted(_data: unknown, _node: unknown, type: string) {
			const data = stored[type];
			if (!data) throw new Error(`The test gave no credential of type ${type}`);
			return { ...data };
		}

		async updateCredentials() {}

		async updateCredentialsOauthTokenData() {}

		getCredentialsProperties(type: string) {
			return credentials.get(type)?.properties ?? [];
		}

		isCredentialUsableByNode() {
			return true;
		}
	}
	return new Helper();
}

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: Array<Partial<INode> & Pick<INode, 'name' | 'type' | 'parameters'>>;
	connections: Record<string, unknown>;
	settings?: object;
	staticData?: object;
}

export function buildWorkflow({ nodes }: LoadedPackage, json: WorkflowJson): Workflow {
	const nodeTypes = {
		getByName: (name: string) => nodes.get(name),
		getByNameAndVersion: (name: string) => {
			const type = nodes.get(name);
			if (!type) throw new Error(`Unknown node type ${name}`);
			return type;
		},
		getKnownTypes: () => ({}),
	};
	const placed = json.nodes.map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 200, 0],
		...node,
	}));
	return new n8nWorkflow.Workflow({
		id: json.id ?? 'workflow-1',
		name: json.name ?? 'Test',
		nodes: placed as INode[],
		connections: json.connections as never,
		active: false,
		nodeTypes: nodeTypes as never,
		staticData: json.staticData as never,
		settings: { executionOrder: 'v1', ...json.settings },
	});
}

export function additionalData(
	loadedTypes: LoadedPackage,
	stored: CredentialData,
	workflow: Workflow,
) {
	const address = 'http://127.0.0.1/';
	const addresses = Object.fromEntries(
		['restApi', 'instanceBase', 'formBase', 'formWaitingBase', 'formTestBase', 'webhookBase']
			.concat(['webhookWaitingBase', 'webhookTestBase', 'mcpBase', 'mcpTestBase'])
			.map((name) => [`${name}Url`, address]),
	);
	const data = { id: workflow.id, name: workflow.name, nodes: [], connections: {}, active: false };
	return {
		...addresses,
		credentialsHelper: credentialsHelper(loadedTypes, stored),
		hooks: new core.ExecutionLifecycleHooks('manual', '1', data as never),
		executionId: '1',
		workflowId: workflow.id,
		currentNodeExecutionIndex: 0,
		variables: {},
		userId: 'tester',
		logAiEvent() {},
		sendDataToUI() {},
		setExecutionStatus() {},
		externalSecretsProxy: { hasProvider: () => false, listProviders: () => [] },
	};
}

/** What a finished workflow left behind. */
export interface Finished {
	run: IRun;
	status: string;
	error:
		| (Error & { description?: string; context: { itemIndex?: number }; httpCode?: string })
		| undefined;
	/** Output of a node; branch 1 is the error branch. */
	items: (node: string, branch?: number) => INodeExecutionData[];
}

export interface Running {
	finished: Promise<Finished>;
	cancel: () => void;
}

/** Starts a workflow in n8n's own engine. */
export async function startWorkflow(json: WorkflowJson, stored: CredentialData): Promise<Running> {
	const types = await loadedPackage();
	const workflow = buildWorkflow(types, json);
	const data = additionalData(types, stored, workflow);
	const engine = new core.WorkflowExecute(data as never, 'manual');
	const running = engine.run({ workflow });
	return {
		finished: running.then((run) => ({
			run,
			status: run.status,
			error: run.data.resultData.error as Finished['error'],
			items: (node, branch = 0) =>
				run.data.resultData.runData[node]?.at(-1)?.data?.main?.[branch] ?? [],
		})),
		cancel: () => running.cancel(),
	};
}

export async function runWorkflow(json: WorkflowJson, stored: CredentialData): Promise<Finished> {
	return await (
		await startWorkflow(json, stored)
	).finished;
}

/** The bytes of a stored binary. */
export async function readBinary(item: INodeExecutionData, field = 'data'): Promise<Buffer> {
	const binary = item.binary?.[field];
	if (!binary) throw new Error(`The item has no binary "${field}"`);
	return await Container.get(core.BinaryDataService).getAsBuffer(binary);
}
