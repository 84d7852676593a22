import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType, IVersionedNodeType } from 'n8n-workflow';
import type { Step } from '../../e2e/n8n/workflow.mts';
import { simplifiedCall, siteId, token } from '../../support/calltouch.mts';
import { engineRoot, loadedPackage } from '../../support/engine.mts';
import { expectCount, journalQuery, type Job } from './job.mts';
import { runSteps } from './workflow.mts';

/** Nodes of n8n's own package: file, class and version. */
const files = {
	convertToFile: ['Files/ConvertToFile/ConvertToFile.node.js', 'ConvertToFile', 1.1],
	httpRequest: ['HttpRequest/HttpRequest.node.js', 'HttpRequest', 4.2],
	set: ['Set/Set.node.js', 'Set', 3.4],
	splitOut: ['Transform/SplitOut/SplitOut.node.js', 'SplitOut', 1],
	summarize: ['Transform/Summarize/Summarize.node.js', 'Summarize', 1.1],
} as const;

type Name = keyof typeof files;

/** The work done by n8n's own nodes, as a person without this package would build it. */
export async function run(job: Job): Promise<void> {
	await register();
	if (job.task === 'recordings') return await download(job);
	const rows = await runSteps(job, stepsFor(job));
	const { length } = rows;
	if (job.task === 'items' || job.task === 'simplified') return expectCount(length, job.calls);
	if (job.task === 'export') return expectCount(length, 1);
	const sum = rows.reduce((total, { json }) => total + Number(json.count_callId), 0);
	expectCount(sum, job.calls);
}

function stepsFor(job: Job): Step[] {
	const calls = [
		journal(job),
		step('splitOut', {
			fieldToSplitOut: 'records',
			include: 'noOtherFields',
			options: {},
		}),
	];
	const chosen = step('set', {
		mode: 'manual',
		assignments: { assignments: [] },
		includeOtherFields: true,
		include: 'selected',
		includeFields: simplifiedCall.join(','),
		options: {},
	});
	switch (job.task) {
		case 'simplified':
			return [...calls, chosen];
		case 'export':
			return [...calls, chosen, step('convertToFile', { operation: 'csv', options: {} })];
		case 'summary':
			return [
				...calls,
				step('summarize', {
					fieldsToSummarize: { values: [{ aggregation: 'count', field: 'callId' }] },
					fieldsToSplitBy: 'source, medium, utmCampaign',
					options: {},
				}),
			];
		default:
			return calls;
	}
}

function step(name: Name, parameters: object): Step {
	return {
		name,
		type: `n8n-nodes-base.${name}`,
		typeVersion: files[name][2],
		parameters,
	};
}

const address = ({ url }: Job, tail: string) =>
	`${url}/calls-service/RestAPI/${siteId}/calls-diary/calls${tail}`;

function queryOf(values: Record<string, string>): object {
	const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
	return { sendQuery: true, queryParameters: { parameters } };
}

function journal(job: Job): Step {
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.page >= $response.body.pageTotal }}',
		limitPagesFetched: false,
	};
	return step('httpRequest', {
		url: address(job, ''),
		...queryOf(journalQuery(job)),
		options: { pagination: { pagination } },
	});
}

/** Where the rate is limited, the node fails at a 429 without batches, or with one each second. */
async function download(job: Job): Promise<void> {
	const source = {
		name: 'Calls',
		type: 'test.items',
		parameters: { items: JSON.stringify(job.callIds.map((callId) => ({ json: { callId } }))) },
	};
	const batching = { batching: { batch: { batchSize: 5, batchInterval: 1100 } } };
	const request = step('httpRequest', {
		url: `=${address(job, '/{{ $json.callId }}/download')}`,
		...queryOf({ clientApiId: token }),
		options: {
			...(job.isLimited && batching),
			response: { response: { responseFormat: 'file', outputPropertyName: 'data' } },
		},
	});
	const items = await runSteps(job, [source, request]);
	expectCount(items.filter(({ binary }) => binary?.data).length, job.callIds.length);
}

/** Makes n8n's own nodes known to the engine. */
async function register(): Promise<void> {
	const { nodes } = await loadedPackage();
	const root = join(engineRoot, 'node_modules/n8n-nodes-base/dist/nodes');
	const require = createRequire(join(engineRoot, 'package.json'));
	for (const [name, [file, className, version]] of Object.entries(files)) {
		const module = require(join(root, file)) as Record<
			string,
			new () => INodeType | IVersionedNodeType
		>;
		const NodeClass = module[className];
		if (!NodeClass) throw new Error(`${file} has no class ${className}`);
		const node = new NodeClass();
		const type = 'nodeVersions' in node ? node.nodeVersions[version] : node;
		if (!type) throw new Error(`${className} has no version ${version}`);
		nodes.set(`n8n-nodes-base.${name}`, type);
	}
}
