import { afterEach, describe, expect, it } from 'vitest';
import { endedCall, Sender } from '../support/deliveries.mts';
import { loadedPackage } from '../support/engine.mts';
import { openWebhook, publishWebhook, type Receiver } from '../support/webhook.mts';

let receiver: Receiver | undefined;
const to = new Sender(() => receiver?.url ?? '');
afterEach(async () => {
	await receiver?.stop();
	receiver = undefined;
});

const statusOf = async (query: string) => (await to.postForm(endedCall, query)).status;

describe('the secret of the credential', () => {
	it.each(['word', 'a+b & c#d%', 'пароль'])('lets in who knows it: %s', async (secret) => {
		receiver = await openWebhook({}, { credential: { secret } });
		expect(await statusOf('')).toBe(403);
		expect(await statusOf('?secret=other')).toBe(403);
		expect(await statusOf(`?secret=${encodeURIComponent(secret)}`)).toBe(200);
		expect(JSON.stringify(receiver.emitted)).not.toContain(secret);
		await expect(publishWebhook({}, 'activate', { secret })).resolves.toEqual([]);
	});

	it('counts instead of the one in the node', async () => {
		receiver = await openWebhook({ secret: 'old' }, { credential: { secret: 'new' } });
		expect(await statusOf('?secret=old')).toBe(403);
		expect(await statusOf('?secret=new')).toBe(200);
	});

	it.each([{ secret: '' }, { secret: ' ' }, {}, null])(
		'lets nobody in when there is none: %j',
		async (credential) => {
			receiver = await openWebhook({ secret: 'old' }, { credential });
			for (const query of ['', '?secret=', '?secret=old', '?secret=undefined'])
				expect(await statusOf(query)).toBe(403);
			expect(receiver.emitted).toEqual([]);
			expect(receiver.logged).toHaveLength(4);
			await expect(publishWebhook({}, 'activate', credential)).rejects.toThrow(
				credential ? 'Secret is empty' : 'no credential',
			);
			await expect(publishWebhook({}, 'init', credential)).resolves.toHaveLength(1);
		},
	);

	it("is all that n8n's test of the credential looks at", async () => {
		const { nodes } = await loadedPackage();
		const methods = nodes.get('n8n-nodes-calltouch.calltouchWebhookTrigger')?.methods;
		const test = async (data: object) =>
			await methods?.credentialTest?.checkSecret?.call({} as never, { data } as never);
		expect(await test({ secret: 'word' })).toMatchObject({ status: 'OK' });
		expect(await test({ secret: '' })).toEqual({ status: 'Error', message: 'Secret is empty' });
	});
});
