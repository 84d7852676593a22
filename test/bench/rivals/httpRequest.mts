import type { Step } from '../../e2e/n8n/workflow.mts';
import { simplifiedCall, siteId, token } from '../../support/calltouch.mts';
import { typeOf, type Name } from './builtIn.mts';
import { expectCount, journalQuery, type Job } from './job.mts';
import { runSteps } from './workflow.mts';

/** The work done by n8n's own nodes, as a person without this package would build it. */
export async function run(job: Job): Promise<void> {
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
	return { name, ...typeOf(name), parameters };
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
