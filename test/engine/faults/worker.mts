/** One process among several: fetches the recordings that its parent names, through n8n's engine. */
import { createHash } from 'node:crypto';
import { execute } from '../../support/calltouch.mts';
import { loadedPackage, readBinary } from '../../support/engine.mts';

interface Task {
	url: string;
	callIds: string[];
}

process.on('message', (task) => void fetchAll(task as Task));
process.on('disconnect', () => process.exit());
await loadedPackage();
process.send?.('ready');

async function fetchAll({ url, callIds }: Task): Promise<void> {
	const items = callIds.map((callId) => ({ json: { callId } }));
	const parameters = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
	const result = await execute({ url }, parameters, { items });
	if (result.error) console.error(result.error.message);
	const digests: Record<string, string> = {};
	for (const item of result.items) {
		const bytes = await readBinary(item);
		digests[String(item.json.callId)] = createHash('sha256').update(bytes).digest('hex');
	}
	process.send?.(digests);
}
