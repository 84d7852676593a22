import { equal, match, notEqual, ok } from 'node:assert/strict';
import type { Report } from '../report.mts';
import { credentialData, type Bench } from '../bench.mts';
import type { Client } from '../n8n/client.mts';
import { freePort } from '../process.mts';
import { credentialType } from '../n8n/workflow.mts';

/** The test of the credential: passes with the right token, and has a sentence of its own for each mistake. */
export async function checkCredential(report: Report, { sandbox }: Bench, client: Client) {
	const right = credentialData(sandbox);
	const nobody = `http://127.0.0.1:${await freePort()}`;
	const test = async (changes: object) =>
		await client.testCredential('Tried', credentialType, { ...right, ...changes });
	const said = new Set<string>();

	await report.check('the right token passes', async () => {
		const { status, message } = await test({});
		equal(status, 'OK');
		return message;
	});
	const mistakes = {
		'a wrong token': { changes: { apiToken: 'wrong' }, expected: /API Token/ },
		'a wrong site': { changes: { siteId: '99999' }, expected: /Site ID/ },
		'an address where nobody listens': { changes: { baseUrl: nobody }, expected: /./ },
		'a web page instead of Calltouch': {
			changes: {},
			expected: /Base URL/,
			fault: { kind: 'html200', times: 1 } as const,
		},
		'an address that sends on to another, which nobody asks': {
			changes: {},
			expected: /Base URL/,
			fault: { kind: 'redirect', location: nobody, times: 1 } as const,
		},
		'Calltouch, which cannot answer now,': {
			changes: {},
			expected: /again in a minute/,
			fault: { kind: '500', times: 1 } as const,
		},
	};
	for (const [mistake, { changes, expected, ...rest }] of Object.entries(mistakes)) {
		await report.check(`${mistake} is refused with a sentence`, async () => {
			if ('fault' in rest) sandbox.configure({ faults: [rest.fault] });
			const { status, message } = await test(changes);
			equal(status, 'Error');
			match(message, expected);
			ok(!message.includes(right.apiToken), 'the message shows the token');
			said.add(message);
			return message;
		});
	}
	await report.check('refusal, no connection and web page are told apart', () => {
		notEqual(said.size, 1);
		ok(said.size >= 3, [...said].join('\n'));
	});
}
