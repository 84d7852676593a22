import type {
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { credentialFor } from './calltouch.mts';
import { placeTrigger } from './placed.mts';
import { sandbox, sandboxForEach } from './sandbox.mts';

type Parameters = Record<string, unknown>;

interface Start {
	parameters?: Parameters;
	activation?: WorkflowActivateMode;
	/** Name of the node; n8n keeps its memory under it. */
	name?: string;
	credential?: object;
}

type Json = Record<string, unknown>;

let workflows = 0;

/** A workflow with the trigger, as n8n stores it. */
function oneTrigger(parameters: Parameters, name: string, kept: object = {}) {
	const node = {
		name,
		type: 'n8n-nodes-calltouch.calltouchTrigger',
		parameters: { event: 'newCall', ...parameters } as never,
		credentials: { calltouchApi: { id: '1', name: 'Calltouch' } },
	};
	return { nodes: [node], connections: {}, ...kept };
}

/** A published workflow with the polling trigger, kept alive as n8n does. */
class PublishedTrigger {
	private readonly id = `polled-${workflows++}`;
	private context: IPollFunctions | undefined;
	private run: (() => Promise<INodeExecutionData[][] | null>) | undefined;
	private live: { staticData: IDataObject } | undefined;
	/** What n8n has in its database. */
	saved: IDataObject = {};

	constructor(private readonly sandbox: Sandbox) {}

	/** Publishes the workflow, or starts n8n again with `init`; the first poll is done at once. */
	async start({ parameters = {}, activation = 'activate', name = 'New', credential }: Start = {}) {
		const staticData = JSON.parse(JSON.stringify(this.saved)) as IDataObject;
		const { workflow, node, type, core, data } = await placeTrigger(
			oneTrigger(parameters, name, { id: this.id, staticData }),
			credentialFor(this.sandbox, credential),
		);
		const context = new core.PollContext(workflow, node, data as never, 'trigger', activation);
		this.context = context;
		this.live = workflow;
		this.run = async () => (await type.poll?.call(context)) ?? null;
		const found = await this.poll();
		this.save();
		return found;
	}

	/** One poll; n8n saves the memory when something is emitted. */
	async poll(): Promise<Json[]> {
		const found = await this.run?.();
		if (!found) return [];
		this.save();
		return (found[0] ?? []).map(({ json }) => json);
	}

	/** The button in the editor. */
	async test(parameters: Parameters = {}): Promise<Json[]> {
		const { workflow, node, type, core, data } = await placeTrigger(
			oneTrigger(parameters, 'New'),
			credentialFor(this.sandbox),
		);
		const context = new core.PollContext(workflow, node, data as never, 'manual', 'manual');
		const found = await type.poll?.call(context);
		return (found?.[0] ?? []).map((item) => item.json);
	}

	/** The context of the polls, to change what n8n tells the node. */
	get polling(): IPollFunctions {
		if (!this.context) throw new Error('The workflow was not published');
		return this.context;
	}

	private save(): void {
		this.saved = JSON.parse(JSON.stringify(this.live?.staticData ?? {})) as IDataObject;
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
