import type { IPollFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import {
	knownNodes,
	notePoll,
	stateOf,
} from '../../../../nodes/Calltouch/triggers/polling/processStates';

const hour = 3_600_000;

function contextOf(workflow: string, name: string): IPollFunctions {
	const context = { getWorkflow: () => ({ id: workflow }), getNode: () => ({ id: 'same', name }) };
	return context as unknown as IPollFunctions;
}

describe('what a process knows of nodes', () => {
	it('is let go when they are not polled any more', () => {
		for (let each = 0; each < 500; each++) {
			const state = stateOf(contextOf('w', `Gone ${each}`), 0);
			state.trouble = { since: 0, polls: 1 };
		}
		const kept = stateOf(contextOf('w', 'Kept'), 23 * hour);
		notePoll(kept, 23 * hour);
		stateOf(contextOf('w', 'New'), 25 * hour);
		expect(knownNodes()).toBe(2);
		expect(stateOf(contextOf('w', 'Kept'), 26 * hour)).toBe(kept);
	});

	it('is kept while a poll is under way', () => {
		const slow = stateOf(contextOf('slow', 'Slow'), 0);
		slow.poll = { data: {}, successors: new Set() };
		stateOf(contextOf('slow', 'Other'), 30 * hour);
		expect(stateOf(contextOf('slow', 'Slow'), 31 * hour)).toBe(slow);
	});

	it('is not shared by nodes with the same id', () => {
		expect(stateOf(contextOf('w', 'A'), 0)).not.toBe(stateOf(contextOf('w', 'B'), 0));
		expect(stateOf(contextOf('w', 'A'), 0)).not.toBe(stateOf(contextOf('v', 'A'), 0));
	});
});
