import type { IPollFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import {
	knownNodes,
	notePoll,
	stateOf,
} from '../../../../nodes/Calltouch/triggers/polling/processStates';

const day = 86_400_000;

function contextOf(workflow: string, name: string): IPollFunctions {
	const context = {
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: 'same', name }),
		getWorkflowStaticData: () => ({}),
	};
	return context as unknown as IPollFunctions;
}

describe('what a process knows of nodes', () => {
	it('is let go when they are not polled any more', () => {
		for (let each = 0; each < 500; each++) {
			const state = stateOf(contextOf('w', `Gone ${each}`), 0);
			state.trouble = { since: 0, polls: 1 };
		}
		const kept = stateOf(contextOf('w', 'Kept'), 2 * day);
		notePoll(kept, true);
		stateOf(contextOf('w', 'New'), 33 * day);
		expect(knownNodes()).toBe(2);
		expect(stateOf(contextOf('w', 'Kept'), 33 * day)).toBe(kept);
	});

	it('is kept until the next poll of one that is polled once a month', () => {
		const monthly = stateOf(contextOf('monthly', 'Monthly'), 0);
		stateOf(contextOf('monthly', 'New'), 31 * day);
		expect(stateOf(contextOf('monthly', 'Monthly'), 31 * day)).toBe(monthly);
	});

	it('is kept while a poll is under way', () => {
		const slow = stateOf(contextOf('slow', 'Slow'), 0);
		slow.poll = {};
		stateOf(contextOf('slow', 'Other'), 40 * day);
		expect(stateOf(contextOf('slow', 'Slow'), 41 * day)).toBe(slow);
	});

	it('is not shared by nodes with the same id', () => {
		expect(stateOf(contextOf('w', 'A'), 0)).not.toBe(stateOf(contextOf('w', 'B'), 0));
		expect(stateOf(contextOf('w', 'A'), 0)).not.toBe(stateOf(contextOf('v', 'A'), 0));
	});
});
