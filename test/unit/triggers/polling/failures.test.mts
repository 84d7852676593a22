import { expect, it } from 'vitest';
import { isNoticeDue } from '../../../../nodes/Calltouch/triggers/polling/failures';

it('tells what limits a trigger once a day', () => {
	const place = {
		workflowId: '',
		nodeId: '',
		name: '',
		formerNames: new Set<string>(),
		registration: 0,
	};
	const state = {
		...place,
		calledAt: 0,
		calledBefore: 0,
		hasJustBegun: false,
		isAway: false,
		intervalMs: 0,
		asked: new Map(),
	};
	const hours = (count: number) => count * 3_600_000;
	const due = [0, 1, 23.9, 24, 25].map((at) => isNoticeDue(state, hours(at)));
	expect(due).toEqual([true, false, false, true, false]);
});
