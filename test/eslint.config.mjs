// Rules that know the types, over the sources and the tests; run by `npm run lint:types`. The configuration at the
// root belongs to `n8n-node lint`, which wants it word for word.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default defineConfig(
	globalIgnores(['dist', '**/node_modules', 'test/e2e/.n8n']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{ts,mts}'],
		extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: {
				projectService: { allowDefaultProject: ['vitest.config.mts'] },
				tsconfigRootDir: root,
			},
		},
		rules: {
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ ignoreRestSiblings: true, varsIgnorePattern: '^_$' },
			],
			'@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
			'@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true, allow: ['Error', 'URL', 'URLSearchParams'] },
			],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			// `getNodeParameter` is told in this way what it gives.
			'@typescript-eslint/no-unnecessary-type-assertion': [
				'error',
				{ typesToIgnore: ['IDataObject'] },
			],
			// What n8n, an expression or JSON brings may be another thing than its type says.
			'@typescript-eslint/no-base-to-string': 'off',
			'@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'@typescript-eslint/no-unnecessary-type-conversion': 'off',
			// Functions are async where the interface that they fill asks for a promise.
			'@typescript-eslint/require-await': 'off',
			// Interfaces declare their functions as methods, but nothing here uses `this` of an interface.
			'@typescript-eslint/unbound-method': 'off',
			// Matters of taste.
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
		},
	},
	{
		files: ['**/*.mts'],
		rules: {
			'@typescript-eslint/no-empty-function': 'off',
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			'@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
			// Texts of the tests are signs, not emojis.
			'@typescript-eslint/no-misused-spread': 'off',
			// Some tests are about numbers that no double holds.
			'no-loss-of-precision': 'off',
		},
	},
);
