import type { FaultTarget } from '../../sandbox/faults.mts';
import type { Sandbox, StartOptions } from '../../sandbox/sandbox.mts';
import { siteId } from '../../support/calltouch.mts';

/** An operation of the matrix. */
export interface Subject {
	/** The row's heading. */
	name: string;
	parameters: (sandbox: Sandbox) => Record<string, unknown>;
	/** The request that meets the fault. */
	target: FaultTarget;
	settings?: StartOptions;
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

export const subjects: Subject[] = [
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
		parameters: () => ({ resource: 'call', operation: 'getAll', ...range, returnAll: true }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'call: getAll, first page',
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
		parameters: () => ({ resource: 'call', operation: 'summarize', ...range }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'call: export',
		parameters: () => ({ resource: 'call', operation: 'export', ...range }),
		target: { ...calls, query: { page: 2 } },
		settings: twoPages,
	},
	{
		name: 'request: getAll',
		parameters: () => ({ resource: 'request', operation: 'getAll', ...range }),
		target: { path: '/RestAPI/requests' },
	},
	{
		name: 'deal: getAll',
		parameters: () => ({ resource: 'deal', operation: 'getAll', ...range, returnAll: true }),
		target: { path: '/orders-diary/orders' },
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
		beyond: { 'half a JSON': short, 'length too short': short, 'invalid UTF-8': short },
	},
];
