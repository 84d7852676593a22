import type { INode, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { DEFAULT_SITE_ID, DEFAULT_TOKEN } from '../sandbox/server/settings.mts';
import { runWorkflow, startWorkflow, type CredentialData, type Running } from './engine.mts';

export const siteId = String(DEFAULT_SITE_ID);
export const token = DEFAULT_TOKEN;

/** What a person would type into the credential to reach the sandbox. */
export function credentialFor(sandbox: { url: string }, changes: object = {}): CredentialData {
	const data = {
		siteId,
		apiToken: token,
		baseUrl: sandbox.url,
		timezone: 'Europe/Moscow',
		...changes,
	};
	return { calltouchApi: data };
}

type Parameters = Record<string, unknown>;

interface Setting {
	/** Items that the node gets; one empty item by default. */
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	/** Runs the node again when n8n takes it for failed. */
	retryOnFail?: boolean;
	/** Changes to the credential. */
	credential?: object;
	/** Time zone of the workflow. */
	timezone?: string;
}

/** Failed items go to the error branch. */
export const toBranch = { onError: 'continueErrorOutput' } as const;

/** The fields of a call by default, in their order. */
export const simplifiedCall = [
	'callId',
	'date',
	'callerNumber',
	'phoneNumber',
	'duration',
	'successful',
	'targetCall',
	'source',
	'medium',
	'utmCampaign',
];

/** Items that each have a day and a site of their own, and the parameters that take them. */
export const ownDayAndSite = {
	items: [
		{ json: { day: '2025-12-31', site: 23456 } },
		{ json: { day: '30/12/2025', site: siteId } },
	],
	parameters: {
		period: 'range',
		dateFrom: '={{ $json.day }}',
		dateTo: '={{ $json.day }}',
		options: { siteId: '={{ $json.site }}' },
	},
};

function oneNode(
	parameters: Parameters,
	{ items = [{ json: {} }], onError, retryOnFail, timezone }: Setting,
) {
	const connect = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
			{
				name: 'Calltouch',
				type: 'n8n-nodes-calltouch.calltouch',
				parameters: parameters as INode['parameters'],
				credentials: { calltouchApi: { id: '1', name: 'Calltouch' } },
				onError,
				retryOnFail,
				waitBetweenTries: 1,
			},
		],
		connections: { Start: connect('Items'), Items: connect('Calltouch') },
		settings: { timezone },
	};
}

/** The result of the Calltouch node in a workflow of its own. */
export interface Result {
	status: string;
	/** Items on the success branch. */
	items: INodeExecutionData[];
	/** Their JSON. */
	json: Array<Record<string, unknown>>;
	/** Items on the error branch. */
	failed: INodeExecutionData[];
	/** What the node tells the user under its output. */
	hints: NodeExecutionHint[];
	/** What stopped the workflow. */
	error: Awaited<ReturnType<typeof runWorkflow>>['error'];
	/** All that n8n would store about the run, as text. */
	stored: string;
}

/** Runs the node with these parameters against the sandbox, through n8n's own engine. */
export async function execute(
	sandbox: { url: string },
	parameters: Parameters,
	setting: Setting = {},
): Promise<Result> {
	const finished = await runWorkflow(
		oneNode(parameters, setting),
		credentialFor(sandbox, setting.credential),
	);
	const items = finished.items('Calltouch');
	return {
		status: finished.status,
		items,
		json: items.map(({ json }) => json as Record<string, unknown>),
		failed: finished.items('Calltouch', 1),
		hints: finished.run.data.resultData.runData.Calltouch?.at(-1)?.hints ?? [],
		error: finished.error,
		stored: everything(finished.run),
	};
}

/** Starts the node, to cancel it on the way. */
export async function start(
	sandbox: { url: string },
	parameters: Parameters,
	setting: Setting = {},
): Promise<Running> {
	return await startWorkflow(oneNode(parameters, setting), credentialFor(sandbox));
}

/** All text that can be reached from a value, hidden properties and causes included. */
function everything(value: unknown): string {
	const seen = new Set<unknown>();
	const pieces: string[] = [];
	const visit = (part: unknown) => {
		if (typeof part === 'string') pieces.push(part);
		if (typeof part !== 'object' || part === null || seen.has(part)) return;
		seen.add(part);
		for (const key of Reflect.ownKeys(part)) {
			pieces.push(String(key));
			const descriptor = Object.getOwnPropertyDescriptor(part, key);
			if (descriptor && 'value' in descriptor) visit(descriptor.value);
		}
	};
	visit(value);
	return pieces.join('\n');
}

/** Every shape in which the token could show up. */
export const tokenShapes = [
	token,
	encodeURIComponent(token),
	new URLSearchParams({ token }).toString().slice('token='.length),
];
