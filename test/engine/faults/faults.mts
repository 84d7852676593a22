import type { FaultKind, FaultTarget } from '../../sandbox/server/faults.mts';

/** A fault of the matrix. */
export interface PlayedFault {
	/** The column's heading. */
	name: string;
	fault: FaultKind;
	/**
	 * What one such fault may do to a reading: `survived` leaves the whole result, because the request can be sent again
	 * or the answer is whole after all; `told` ends it, because no other try would help.
	 */
	once: 'survived' | 'told';
	/** What the fault does when it stays. */
	always: 'survived' | 'told';
	/** What one such fault does to a writing: nobody may know whether it was taken, and then it is not sent again. */
	write: 'survived' | 'told' | 'unknown';
	/** Only a journal counts its records. */
	isForJournals?: boolean;
}

const passing = { once: 'survived', always: 'told', write: 'unknown' } as const;
const limited = { once: 'survived', always: 'told', write: 'survived' } as const;
const lasting = { once: 'told', always: 'told', write: 'told' } as const;
const harmless = { once: 'survived', always: 'survived', write: 'survived' } as const;

/** The host that a redirect leads to is filled in when it is played. */
const foreignHost = 'http://foreign.invalid';

export const playedFaults: PlayedFault[] = [
	{ name: '500', fault: { kind: '500' }, ...passing },
	{ name: '502 HTML', fault: { kind: '502' }, ...passing },
	{ name: '429', fault: { kind: '429' }, ...limited },
	{ name: '429, wait 1 s', fault: { kind: '429', retryAfter: 1 }, ...limited },
	{ name: '429, wait until', fault: { kind: '429', retryAfter: 'date' }, ...limited },
	{ name: '403', fault: { kind: '403' }, ...lasting },
	{ name: '404', fault: { kind: '404' }, ...lasting },
	{ name: '200 HTML', fault: { kind: 'html200' }, ...lasting },
	// Shape B is a stumble of the server, which may come after the writing.
	{ name: '200 JSON stumble', fault: { kind: 'jsonError200', shape: 'B' }, ...passing },
	{ name: '200 JSON error', fault: { kind: 'jsonError200', shape: 'C' }, ...lasting },
	// Not one of Calltouch's known error shapes, but it names an error and nothing that was done.
	{
		name: '200 error words',
		fault: { kind: 'error', status: 200, body: { error: 'Не принято' } },
		...lasting,
	},
	{
		name: '200 bare message',
		fault: { kind: 'error', status: 200, body: { message: 'Ваше обращение зарегистрировано' } },
		...lasting,
		write: 'unknown',
	},
	{
		name: 'records missing',
		fault: {
			kind: 'error',
			status: 200,
			body: { page: 1, pageTotal: 3, recordsTotal: 2500, records: [] },
		},
		...passing,
		isForJournals: true,
	},
	// It may lead to the result of what was written.
	{
		name: 'redirect',
		fault: { kind: 'redirect', location: foreignHost },
		...lasting,
		write: 'unknown',
	},
	{ name: 'reset before', fault: { kind: 'resetBefore' }, ...passing },
	{ name: 'reset in body', fault: { kind: 'resetMiddle' }, ...passing },
	{ name: 'half a JSON', fault: { kind: 'truncatedJson' }, ...passing },
	{ name: 'body cut off', fault: { kind: 'truncatedBody' }, ...passing },
	{ name: 'stalled body', fault: { kind: 'stall' }, ...passing },
	{ name: 'no answer', fault: { kind: 'hang' }, ...passing },
	{ name: 'slow drip', fault: { kind: 'drip', delayMs: 20, pieces: 10 }, ...harmless },
	{ name: 'length too long', fault: { kind: 'wrongLength', by: 10 }, ...passing },
	{ name: 'length too short', fault: { kind: 'wrongLength', by: -10 }, ...passing },
	{ name: 'gzip', fault: { kind: 'gzip' }, ...harmless },
	{ name: 'empty body', fault: { kind: 'empty200' }, ...passing },
	{ name: 'invalid UTF-8', fault: { kind: 'invalidUtf8' }, ...passing },
];

/** The verdict that a fault allows. */
export function allowed(
	fault: PlayedFault,
	times: 'once' | 'always',
	isWrite: boolean,
): 'survived' | 'told' | 'unknown' {
	if (!isWrite) return fault[times];
	return times === 'always' && fault.always === 'told' && fault.write === 'survived'
		? 'told'
		: fault.write;
}

/** The fault as the sandbox plays it. */
export function aimed({ fault }: PlayedFault, target: FaultTarget, foreignUrl: string) {
	const played = { ...fault, ...target };
	return fault.kind === 'redirect' ? { ...played, location: `${foreignUrl}/elsewhere` } : played;
}
