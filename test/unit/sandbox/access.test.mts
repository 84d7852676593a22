import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN, SECOND_TOKEN } from '../../sandbox/server/settings.mts';
import { SITE_PATH, JOURNAL, STATISTICS, DAY, type Query, start, get } from './client.mts';

describe('access', () => {
	it('knows wrong tokens, foreign sites and wrong places', async () => {
		const sandbox = await start();
		const ask = async (path: string, query: Query) => {
			const response = await get(sandbox, path, { ...DAY, ...query });
			if (response.status === 200) return 200;
			expect(response.status).toBe(403);
			return ((await response.json()) as { message: string }).message;
		};
		const wrongToken = 'Доступ запрещен: неверный токен';
		const noAccess = 'Нет доступа к сайту';
		const other = JOURNAL.replace('12345', '34567');
		const statistics = `${STATISTICS}/total-count`;
		expect(await ask(JOURNAL, { clientApiId: DEFAULT_TOKEN })).toBe(200);
		expect(await ask(JOURNAL.replace('12345', '23456'), { clientApiId: DEFAULT_TOKEN })).toBe(200);
		expect(await ask(JOURNAL.replace('12345', '23456'), { clientApiId: SECOND_TOKEN })).toBe(200);
		expect(await ask(JOURNAL, {})).toBe(wrongToken);
		expect(await ask(JOURNAL, { clientApiId: 'x' })).toBe(wrongToken);
		expect(await ask(other, { clientApiId: DEFAULT_TOKEN })).toBe(noAccess);
		expect(await ask(JOURNAL.replace('12345', '1'), { clientApiId: DEFAULT_TOKEN })).toBe(noAccess);
		expect(await ask(JOURNAL, { access_token: DEFAULT_TOKEN })).toBe(wrongToken);
		expect(await ask(statistics, { clientApiId: DEFAULT_TOKEN })).toBe(wrongToken);
		expect(await ask(statistics, { access_token: DEFAULT_TOKEN, clientApiId: DEFAULT_TOKEN })).toBe(
			wrongToken,
		);
		expect(await ask(statistics, { access_token: DEFAULT_TOKEN })).toBe(200);
		const raw = await fetch(`${sandbox.url}${JOURNAL}?clientApiId=${DEFAULT_TOKEN}`);
		expect(raw.status).toBe(403);
	});

	it('gives the node id without a token and leads unknown paths to the help page', async () => {
		const sandbox = await start();
		const node = await get(sandbox, `${SITE_PATH}/getnodeid/`);
		expect(await node.json()).toEqual({ nodeId: expect.any(Number) as number });
		const unknown = await get(sandbox, '/sites-service/sites');
		expect([unknown.status, unknown.headers.get('location')]).toEqual([302, '/help']);
		const help = await get(sandbox, '/help');
		expect([help.status, help.headers.get('content-type')]).toEqual([
			200,
			'text/html;charset=UTF-8',
		]);
	});
});
