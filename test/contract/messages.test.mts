import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gatherMessages } from '../support/messages.mts';

const messages = gatherMessages();
const texts = [...new Set(messages.map(({ text }) => text))].sort();

/** The messages that a page explains: the first cells of its tables that are code. */
function explained(page: string): string[] {
	return [...readFileSync(page, 'utf8').matchAll(/^\| `(.+?)` \|/gm)].map(([, text = '']) => text);
}

describe('every message of the code', () => {
	it.each(['docs/troubleshooting.md', 'docs/troubleshooting.ru.md'])(
		'is explained once in %s, and nothing else',
		(page) => {
			expect(messages.length).toBeGreaterThan(80);
			expect(explained(page).sort()).toEqual(texts);
		},
	);

	it('comes from an error of the package, which only nodeErrors.ts makes one of n8n', () => {
		const files = execFileSync(
			'git',
			[
				'grep',
				'-lE',
				'new (Node\\w+|Application|User|Operational|Unexpected)Error\\(',
				'--',
				'nodes',
				'credentials',
			],
			{ encoding: 'utf8' },
		);
		expect(files.trim().split('\n')).toEqual(['nodes/Calltouch/n8n/nodeErrors.ts']);
	});
});
