import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import { endedCall, Sender } from '../support/deliveries.mts';
import { sandbox } from '../support/sandbox.mts';
import { trigger, triggerForEach } from '../support/trigger.mts';
import { openWebhook, type Receiver } from '../support/webhook.mts';

/** The file that n8n's AI builder reads for a node without resource and operation. */
function previewOf(node: string) {
	const path = `dist/nodes/${node}/__schema__/v1.0.0/output.json`;
	return JSON.parse(readFileSync(path, 'utf8')) as { properties: object };
}

const complaints = (schema: object, item: unknown) => {
	const validate = new Ajv({ strict: false }).compile(schema);
	validate(item);
	return validate.errors ?? [];
};

describe('the output preview of the polling trigger', () => {
	triggerForEach();

	it.each(['newCall', 'newRequest', 'newDeal', 'changedCall', 'changedRequest', 'changedDeal'])(
		'tells what comes out at %s',
		async (event) => {
			sandbox.addRequest();
			sandbox.addDeal();
			const [item] = await trigger.test({ event });
			const schema = previewOf('CalltouchTrigger');
			expect(Object.keys(schema.properties)).toEqual(
				expect.arrayContaining(Object.keys(item ?? {})),
			);
			expect(item).toBeDefined();
			expect(complaints(schema, item)).toEqual([]);
		},
	);
});

describe('the output preview of the webhook trigger', () => {
	let receiver: Receiver;
	const to = new Sender(() => receiver.url);
	afterEach(async () => await receiver.stop());

	it('tells what always comes out', async () => {
		receiver = await openWebhook();
		await to.postForm(endedCall);
		await to.postForm({ leadtype: 'request', requestId: '5', requestDate: '2025-01-01 10:00:00' });
		const schema = previewOf('CalltouchWebhookTrigger');
		expect(receiver.emitted).toHaveLength(2);
		for (const item of receiver.emitted) expect(complaints(schema, item)).toEqual([]);
	});
});
