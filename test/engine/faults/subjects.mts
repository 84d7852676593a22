import type { FaultTarget } from '../../sandbox/server/faults.mts';
import type { Sandbox, StartOptions } from '../../sandbox/sandbox.mts';
import { siteId } from '../../support/calltouch.mts';
import { writes } from '../../support/writes.mts';

/** An operation of the matrix. */
export interface Subject {
	/** The row's heading. */
	name: string;
	parameters: (sandbox: Sandbox) => Record<string, unknown>;
	/** The request that meets the fault. */
	target: FaultTarget;
	settings?: StartOptions;
	/** It changes something at Calltouch, so it must not be sent twice. */
	isWrite?: boolean;
	/** It reads a journal, in pages or as a whole. */
	isJournal?: boolean;
	/** Fields of the result that tell the time. */
	clocks?: string[];
	/** Faults that nobody can notice in this kind of answer, by their heading, with the reason. */
	beyond?: Record<string, string>;
}

const day = '2025-12-31';
const range = { period: 'range', dateFrom: day, dateTo: day };
const lastCall = (sandbox: Sandbox) => sandbox.callIds(Number(siteId), day).at(-1);
const twoPages = { callsPerDay: 1200 };
const calls = { path: '/calls-diary/calls' };
const statistics = { path: '/statistics/' };
const short = 'says itself that it is whole, and of sound nobody can tell';

const reads: Subject[] = [
	...['callsTotal', 'callsByDate', 'callsByDateSeoOnly', 'callsByKeywords'].map((breakdown) => ({
		name: `stats: get, ${breakdown}`,
		parameters: () => ({ resource: 'stats', operation: 'get', breakdown, ...range }),
		target: statistics,
		// A bare number has no text that could be damaged, nor half of it an end.
		...(breakdown === 'callsTotal'
			? { beyond: { 'half a JSON': short, 'invalid UTF-8': short } }
			: {}),
	})),
	{
		name: 'stats: get, from calls',
		isJournal: true,
		parameters: () => ({
			resource: 'stats',
			operation: 'get',
			breakdown: 'callsByDate',
			...range,
			options: { computeFromCalls: true },
		}),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'call: getAll',
		isJournal: true,
		parameters: () => ({ resource: 'call', operation: 'getAll', ...range, returnAll: true }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'call: getAll, first page',
		isJournal: true,
		parameters: () => ({
			resource: 'call',
			operation: 'getAll',
			...range,
			returnAll: true,
			output: 'raw',
		}),
		target: calls,
	},
	{
		name: 'call: get',
		isJournal: true,
		parameters: (sandbox) => ({
			resource: 'call',
			operation: 'get',
			callId: lastCall(sandbox),
			...range,
		}),
		target: calls,
	},
	{
		name: 'call: summarize',
		isJournal: true,
		parameters: () => ({ resource: 'call', operation: 'summarize', ...range }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'call: export',
		isJournal: true,
		parameters: () => ({ resource: 'call', operation: 'export', ...range }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'request: getAll',
		isJournal: true,
		parameters: () => ({ resource: 'request', operation: 'getAll', ...range }),
		target: { path: '/RestAPI/requests' },
	},
	{
		name: 'deal: getAll',
		isJournal: true,
		parameters: () => ({ resource: 'deal', operation: 'getAll', ...range, returnAll: true }),
		target: { path: '/orders-diary/orders' },
	},
	{
		name: 'request: export',
		isJournal: true,
		parameters: () => ({ resource: 'request', operation: 'export', ...range }),
		target: { path: '/RestAPI/requests' },
	},
	{
		name: 'deal: export',
		isJournal: true,
		parameters: () => ({ resource: 'deal', operation: 'export', ...range }),
		target: { path: '/orders-diary/orders' },
	},
	{
		name: 'phoneNumber: getRedirects',
		parameters: () => ({ resource: 'phoneNumber', operation: 'getRedirects' }),
		target: { path: '/phone-service/' },
	},
	{
		name: 'phoneNumber: getAll',
		parameters: () => ({
			resource: 'phoneNumber',
			operation: 'getAll',
			phoneNumbers: '74990002000',
		}),
		target: { path: '/phone-service/' },
	},
	{
		name: 'record: download',
		parameters: (sandbox) => ({
			resource: 'record',
			operation: 'download',
			callId: lastCall(sandbox),
		}),
		target: { path: '/download' },
		beyond: {
			'half a JSON': short,
			'length too short': short,
			'empty body': 'is one of the ways to say that there is no recording',
			'invalid UTF-8': short,
		},
	},
];

const noForm = 'the right answer is not documented, so its status is all there is to go by';
const noBody = 'the right answer has no body';
const bodyFaults = [
	'reset in body',
	'half a JSON',
	'body cut off',
	'stalled body',
	'length too short',
	'empty body',
];

/** Faults that the answer to a writing cannot show. */
function beyondWriting(name: string): Record<string, string> {
	if (name.startsWith('phoneNumber')) {
		return Object.fromEntries(bodyFaults.map((fault) => [fault, noBody]));
	}
	return /^lead|^deal: (?:update|delete)/.test(name) ? { 'empty body': noForm } : {};
}

const writing: Subject[] = Object.keys(writes('')).map((name) => ({
	name,
	parameters: (sandbox) => writes(String(lastCall(sandbox)))[name] ?? {},
	target: { method: 'POST' },
	settings: { dealsPerDay: 1 },
	isWrite: true,
	clocks: ['dateStr'],
	beyond: beyondWriting(name),
}));

export const subjects = [...reads, ...writing];
