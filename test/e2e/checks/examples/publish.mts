import type { Sandbox } from '../../../sandbox/sandbox.mts';
import type { Execution } from '../../n8n/execution.mts';
import { until } from '../emitted.mts';
import type { Stage } from './run.mts';

const secondsBetweenPolls = 2;
/** n8n refuses intervals below a minute, but takes any number of times within one. */
const pollTimes = {
	item: Array.from({ length: 60 / secondsBetweenPolls }, (_, at) => ({
		mode: 'custom',
		cronExpression: `${at * secondsBetweenPolls} * * * * *`,
	})),
};

/** Waits for one execution more than were awaited before, and for its end. */
export type Next = () => Promise<Execution>;

/** Publishes an example that begins with Calltouch Trigger, polls every few seconds, and switches it off in the end. */
export async function whilePublished(
	{ client, workflow, sandbox }: Stage,
	work: (next: Next) => Promise<void>,
): Promise<void> {
	const [trigger, ...others] = workflow.nodes;
	if (!trigger) throw new Error('The example has no nodes');
	const often = { ...trigger, parameters: { ...trigger.parameters, pollTimes } };
	const stored = await client.edit(workflow, { nodes: [often, ...others] });
	const awaited = new Set<string>();
	const next: Next = async () => {
		const found = async () =>
			(await client.executions(workflow.id)).find(({ id }) => !awaited.has(id));
		await until('an execution', 60_000, async () => (await found()) !== undefined);
		const { id = '' } = (await found()) ?? {};
		awaited.add(id);
		return await client.finished(id);
	};
	sandbox.requests.clear();
	await client.activate(stored);
	try {
		await until('the first poll', 20_000, () => sandbox.requests.some(({ complete }) => complete));
		await work(next);
	} finally {
		await client.deactivate(stored);
	}
}

/** The items of nodes, by their names. */
export type Pins = Record<string, Array<{ json: Record<string, unknown> }>>;

/** The items that a node gave, to run the example with them again. */
export function pinsOf({ items }: Execution, node: string): Pins {
	return { [node]: items(node).map(({ json }) => ({ json })) };
}

/** Adds calls with these fields, a second apart and all between two polls, the last so many seconds ago; gives their IDs. */
export function addCalls(
	{ addCall }: Pick<Sandbox, 'addCall'>,
	calls: object[],
	secondsAgo = 1,
): string[] {
	const first = Math.floor(Date.now() / 1000) - secondsAgo - calls.length + 1;
	return calls.map((fields, at) => addCall({ timestamp: first + at, fields: { ...fields } }));
}

/** Adds these calls as `addCalls` does; gives their IDs under the same names. */
export function addNamedCalls<Name extends string>(
	sandbox: Pick<Sandbox, 'addCall'>,
	calls: Record<Name, object>,
	secondsAgo?: number,
): Record<Name, string> {
	const callIds = addCalls(sandbox, Object.values(calls), secondsAgo);
	const named = Object.keys(calls).map((name, at) => [name, callIds[at]]);
	return Object.fromEntries(named) as Record<Name, string>;
}
