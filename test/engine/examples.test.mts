import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { credentialFor } from '../support/calltouch.mts';
import { loadedPackage, runWorkflow, type WorkflowJson } from '../support/engine.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 260, recordingBytes: 2000 });

const files = readdirSync('examples').filter((file) => file.endsWith('.json'));
const load = (file: string) => JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as WorkflowJson;
const { nodes: known } = await loadedPackage();
const isOurs = ({ type }: { type: string }) => type.startsWith('n8n-nodes-calltouch');
/** The others begin with a trigger of this package or need nodes of n8n, and run in the e2e tests. */
const runsHere = (file: string) =>
	load(file).nodes.every(({ type }) => known.has(type) && !/calltouch.*Trigger$/.test(type));
const run = async (workflow: WorkflowJson) => await runWorkflow(workflow, credentialFor(sandbox));

describe('the example', () => {
	it.each(files)('%s names only parameters that its nodes have', (file) => {
		const ours = load(file).nodes.filter(isOurs);
		expect(ours.length).toBeGreaterThan(0);
		for (const { type, parameters } of ours) {
			const names = known.get(type)?.description.properties.map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(Object.keys(parameters)));
		}
	});

	it.each(files)('%s takes no failed item for one that found nothing', (file) => {
		// n8n moves the failed item to the error output, and then fills the empty output with an item.
		const mixed = load(file).nodes.filter(
			(node) => 'alwaysOutputData' in node && 'onError' in node,
		);
		expect(mixed.map(({ name }) => name)).toEqual([]);
	});

	it.each(files)('%s says in a note what it does', (file) => {
		const note = load(file).nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(note?.parameters.content).toMatch(/^## .+\n.+/);
	});

	it.each(files.filter(runsHere))(
		'%s runs, and every node of this package gives items',
		async (file) => {
			const workflow = load(file);
			const { status, error, items } = await run(workflow);
			expect(error?.message).toBeUndefined();
			expect(status).toBe('success');
			for (const { name } of workflow.nodes.filter(isOurs))
				expect(items(name), name).not.toHaveLength(0);
		},
	);

	it('deals-from-a-table.json credits each row to its phone, in one request', async () => {
		const { items } = await run(load('deals-from-a-table.json'));
		expect(items('Deals to Calltouch').map(({ json }) => json.orderNumber)).toEqual([
			'A-100',
			'A-101',
			'A-102',
		]);
		expect(sandbox.requests).toHaveLength(1);
		const { orders } = JSON.parse(sandbox.requests[0]?.body ?? '') as { orders: object[] };
		expect(orders[0]).toMatchObject({
			orderDate: '30-12-2025 10:15:00',
			revenue: '100000.50',
			manager: 'Petrov',
			matching: [
				{ type: 'leadContact', leadContactParams: { phones: ['79158881122'] } },
				{ type: 'withoutSource' },
			],
		});
		expect(orders[2]).toMatchObject({ revenue: '0' });
	});

	it('tag-missed-calls.json tags the missed calls and no others, a hundred a request', async () => {
		const timestamp = Math.floor(Date.now() / 1000) - 24 * 3600;
		const stillGoingOn = sandbox.addCall({ timestamp, connected: true });
		sandbox.addCall({ timestamp, fields: { successful: false, duration: 0 } });
		const { items } = await run(load('tag-missed-calls.json'));
		const missed = items('Missed Calls of Yesterday').map(({ json }) => json);
		expect(missed.length).toBeGreaterThan(0);
		expect(missed.every(({ successful }) => successful === false)).toBe(true);
		expect(items('Tag as Missed')).toHaveLength(missed.length);
		const marked = sandbox.ledger.marks.map((mark) => {
			const [rule] = mark.matching as Array<{ callParams: { callId: unknown } }>;
			return rule?.callParams.callId;
		});
		expect(marked).toEqual(missed.map(({ callId }) => callId));
		expect(marked.map(String)).not.toContain(stillGoingOn);
		expect(sandbox.ledger.marks[0]).toMatchObject({ addTags: { tags: [{ tag: 'missed' }] } });
		const writes = sandbox.requests.filter(({ method }) => method === 'POST');
		expect(writes).toHaveLength(Math.ceil(missed.length / 100));
	});
});
