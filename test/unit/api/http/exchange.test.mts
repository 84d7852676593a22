import { expect, it } from 'vitest';
import { getJson } from '../../../../nodes/Calltouch/api/http/exchange';
import { bodyOf, connection } from '../../../support/connection.mts';

it('lets others have a turn between answers that come together', async () => {
	const asked = connection({
		baseUrl: 'https://turns.example',
		send: async () =>
			await Promise.resolve({ status: 200, headers: {}, body: bodyOf('{"records":[]}') }),
	});
	const log: string[] = [];
	let isOver = false;
	const others = (async () => {
		while (!isOver) {
			await new Promise((resolve) => setImmediate(resolve));
			if (log.at(-1) !== 'turn') log.push('turn');
		}
	})();
	await Promise.all(
		Array.from({ length: 4 }, async () => {
			await getJson(asked, '/journal', {}, (json) => json);
			log.push('answer');
		}),
	);
	isOver = true;
	await others;
	const turns = log.join(' ').split('answer');
	expect(turns).toHaveLength(5);
	for (const between of turns.slice(1, -1)) expect(between.trim()).toBe('turn');
});
