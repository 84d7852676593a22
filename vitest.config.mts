import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
	resolve: {
		// n8n-core loads the CommonJS build; a second copy of the classes would break `instanceof`.
		alias: [{ find: /^n8n-workflow$/, replacement: require.resolve('n8n-workflow') }],
	},
	test: {
		include: ['test/**/*.test.mts'],
		globalSetup: 'test/support/temporary.mts',
		server: { deps: { external: [/n8n-workflow/, /n8n-core/] } },
		pool: 'forks',
		// Most tests wait for the rate of Calltouch, so each of two cores can have one.
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
