import { deepEqual, equal, ok } from 'node:assert/strict';
import { rowsOf } from './dataTables.mts';
import type { Stage } from './run.mts';

const runs = 'Calltouch last runs';
const calls = 'Calltouch calls since last run';

interface Mark {
	name: string;
	time: string;
}

interface Kept {
	callId: string;
}

export async function callsSinceLastRun({ run, client, workflow, sandbox }: Stage) {
	await run();
	const before = await rowsOf<Kept>(client, calls);
	ok(before.length > 0);
	const [mark] = await rowsOf<Mark>(client, runs);
	equal(mark?.name, 'calls');

	const callId = sandbox.addCall();
	const breaking = workflow.nodes.map((node) =>
		node.name === 'Keep Call'
			? { ...node, parameters: { ...node.parameters, dataTableId: byName('Another table') } }
			: node,
	);
	const { id } = await client.edit(workflow, { nodes: breaking });
	const broken = await client.runStored(await client.workflow(id), 'Every Hour');
	equal(broken.status, 'error');
	deepEqual(await rowsOf<Mark>(client, runs), [mark], 'the mark of a failed run');

	await client.edit(workflow, { nodes: workflow.nodes });
	await run();
	const after = (await rowsOf<Kept>(client, calls)).map((row) => row.callId);
	deepEqual(
		[...new Set(after)].sort(),
		[...before.map((row) => row.callId), callId].sort(),
		'the calls of the failed run',
	);
	equal(after.length, before.length + 1, 'a call twice');
	const [moved] = await rowsOf<Mark>(client, runs);
	ok((moved?.time ?? '') > (mark?.time ?? ''));
	return `${after.length} calls, marked at ${moved?.time}`;
}

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
