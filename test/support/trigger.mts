import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	IPollFunctions,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { credentialFor } from './calltouch.mts';
import { packageRoot } from './engine.mts';
import { placeTrigger, placeTriggers } from './placed.mts';
import { sandbox, sandboxForEach } from './sandbox.mts';

type Parameters = Record<string, unknown>;

interface Start {
	parameters?: Parameters;
	activation?: WorkflowActivateMode;
	/** Name of the node; n8n keeps its memory under it. */
	name?: string;
	credential?: object;
	/** The process that polls; without it, the one of the tests. */
	process?: Process;
	/** Further trigger nodes of the workflow: name → parameters. */
	others?: Record<string, Parameters>;
	/** Nodes that follow the trigger, so that n8n knows it by its children. */
	followed?: boolean;
}

type Json = Record<string, unknown>;

/** A process of n8n: it has the trigger, and what that keeps, for itself. */
export interface Process {
	type: INodeType;
}

/** Starts a process of n8n, with a copy of the package that shares nothing with the others. */
export function startProcess(): Process {
	const require = createRequire(join(packageRoot, 'package.json'));
	const folder = join(packageRoot, 'dist');
	const path = require.resolve(join(folder, 'nodes/CalltouchTrigger/CalltouchTrigger.node.js'));
	const others = Object.entries(require.cache).filter(([key]) => key.startsWith(folder));
	for (const [key] of others) delete require.cache[key];
	const { CalltouchTrigger } = require(path) as { CalltouchTrigger: new () => INodeType };
	for (const key of Object.keys(require.cache)) {
		if (key.startsWith(folder)) delete require.cache[key];
	}
	for (const [key, module] of others) require.cache[key] = module;
	return { type: new CalltouchTrigger() };
}

let workflows = 0;

/** Every node has the same id, as copies and imports do. */
const sharedId = 'copied';

function triggerNode(name: string, parameters: Parameters) {
	return {
		id: sharedId,
		name,
		type: 'n8n-nodes-calltouch.calltouchTrigger',
		parameters: { event: 'newCall', ...parameters } as never,
		credentials: { calltouchApi: { id: '1', name: 'Calltouch' } },
	};
}

/** The polls of a workflow from one publishing to the next. */
interface Registration {
	polls: Map<string, Polled>;
}

interface Polled {
	/** A poll of n8n stores the static data of this one as a whole. */
	workflow: Workflow;
	context: IPollFunctions;
	run: () => Promise<Result>;
}

type Result = INodeExecutionData[][] | null;

/** A published workflow with the polling trigger, kept alive as n8n does. */
class PublishedTrigger {
	private readonly id = `polled-${workflows++}`;
	private registration: Registration | undefined;
	private last: Start = {};
	/** What n8n has in its database. */
	saved: IDataObject = {};

	/** Errors of polls that went well. */
	readonly told: Error[] = [];

	/** n8n before 2.27 takes the result of a poll even if the workflow was published meanwhile. */
	takesAll = false;

	/** n8n 2.36 and newer with durable cursors: it saves each poll, but not the one of publishing if it emits nothing. */
	savesEachPoll = false;

	constructor(private readonly sandbox: Sandbox) {}

	/** Publishes the workflow, or starts n8n again with `init`; the first poll is done at once. */
	async start(start: Start = {}): Promise<Json[]> {
		this.last = start;
		this.registration = undefined;
		this.registration = await this.register(start, start.activation ?? 'activate');
		const found: Json[] = [];
		for (const name of this.registration.polls.keys()) found.push(...(await this.poll(name)));
		const [first] = this.registration.polls.values();
		if (first && (!this.savesEachPoll || found.length > 0)) this.save(first);
		return found;
	}

	/** Publishes the workflow in n8n 2.40 or newer after this node was changed or added: the others go on as they are. */
	async startOnly(name: string, parameters: Parameters): Promise<Json[]> {
		const { registration, last } = this;
		this.last = { ...last, others: { ...last.others, [name]: parameters } };
		const { polls } = await this.register(this.last, 'update');
		const polled = polls.get(name);
		if (!registration || !polled) throw new Error('The workflow was not published');
		registration.polls.set(name, polled);
		const found = await this.poll(name);
		this.save(polled);
		return found;
	}

	/** One poll; n8n saves the memory when something is emitted, and throws away what a replaced registration found. */
	async poll(name?: string): Promise<Json[]> {
		return await this.registered(name)();
	}

	/** The poll of what is published now, also for later. */
	registered(name = this.last.name ?? 'New'): () => Promise<Json[]> {
		const { registration } = this;
		return async () => await this.pollOf(registration, name);
	}

	private async pollOf(registration: Registration | undefined, name: string): Promise<Json[]> {
		const polled = registration?.polls.get(name);
		const result = await polled?.run();
		if (!polled || !result) return [];
		if (registration !== this.registration && !this.takesAll) return [];
		return this.emit(polled, result);
	}

	/** One poll of n8n's durable scheduler: each gets a context of its own, from the database. */
	async pollAnew(process?: Process): Promise<Json[]> {
		const start = { ...this.last, process: process ?? this.last.process };
		const registration = await this.register(start, 'update');
		const [only] = registration.polls.values();
		const result = await only?.run();
		if (!only) return [];
		if (result) return this.emit(only, result);
		if (this.savesEachPoll) this.save(only);
		return [];
	}

	/** The button in the editor. */
	async test(parameters: Parameters = {}): Promise<Json[]> {
		const { workflow, node, type, core, data } = await placeTrigger(
			{ nodes: [triggerNode('New', parameters)], connections: {} },
			credentialFor(this.sandbox),
		);
		const context = new core.PollContext(workflow, node, data as never, 'manual', 'manual');
		const found = await type.poll?.call(context);
		return (found?.[0] ?? []).map((item) => item.json);
	}

	/** The context of the polls, to change what n8n tells the node. */
	get polling(): IPollFunctions {
		const [first] = this.registration?.polls.values() ?? [];
		if (!first) throw new Error('The workflow was not published');
		return first.context;
	}

	private async register(
		{ parameters = {}, name = 'New', credential, process, others = {}, followed }: Start,
		activation: WorkflowActivateMode,
	): Promise<Registration> {
		const staticData = JSON.parse(JSON.stringify(this.saved)) as IDataObject;
		const all = { [name]: parameters, ...others };
		const nodes = Object.entries(all).map(([each, its]) => triggerNode(each, its));
		const next = { name: 'Next', type: 'test.items', parameters: {} };
		const toNext = { main: [[{ node: 'Next', type: 'main', index: 0 }]] };
		const connections = Object.fromEntries(Object.keys(all).map((each) => [each, toNext]));
		const json = followed ? { nodes: [...nodes, next], connections } : { nodes, connections: {} };
		const placed = await placeTriggers(
			{ ...json, id: this.id, staticData },
			credentialFor(this.sandbox, credential),
		);
		const { workflow, core, data } = placed;
		const triggers = placed.nodes.filter(({ node }) => node.id === sharedId);
		const polls = triggers.map(({ node, type }) => {
			const context = new core.PollContext(
				workflow,
				node,
				data as never,
				'trigger',
				activation,
				undefined,
				(error) => this.told.push(error),
			);
			const { poll } = process?.type ?? type;
			const run = async () => (await poll?.call(context)) ?? null;
			return [node.name, { workflow, context, run }] as const;
		});
		return { polls: new Map(polls) };
	}

	private emit(polled: Polled, result: INodeExecutionData[][]): Json[] {
		this.save(polled);
		// As n8n 2.41 does it before it runs the workflow.
		result[0] = [...(result[0] ?? [])];
		return result[0].map(({ json }) => json);
	}

	private save({ workflow }: Polled): void {
		this.saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}
}

/** The trigger of the test that runs. */
export let trigger: PublishedTrigger;

/** Gives each test of a file a sandbox and a trigger of its own; what it mocks ends with it. */
export function triggerForEach(): void {
	sandboxForEach({ callsPerDay: 5, limitPerSecond: 0 });
	beforeEach(() => {
		trigger = new PublishedTrigger(sandbox);
	});
	afterEach(() => void vi.restoreAllMocks());
}

/** Unix seconds. */
export const now = () => Math.floor(Date.now() / 1000);

export const idsOf = (calls: Json[]) => calls.map(({ callId }) => String(callId));
