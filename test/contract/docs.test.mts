import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = 'docs/calltouch-api.md';

/** Anchors of the headings, as GitHub makes them. */
const anchors = new Set(
	[...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\d\- ]/gu, '')
			.replaceAll(' ', '-'),
	),
);

/** Every `calltouch-api.md…` in the sources, the tests and the page itself, with its file. */
const links = execFileSync('git', ['ls-files', 'nodes', 'credentials', 'test', page], {
	encoding: 'utf8',
})
	.trim()
	.split('\n')
	.filter(
		(file) => /\.m?ts$|\.md$/.test(file) && !file.endsWith('docs.test.mts') && existsSync(file),
	)
	.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/calltouch-api\.md\S*|\]\(#[^)]*/g)].map(([link]) => ({
			file,
			anchor: /#([\w-]+)/.exec(link)?.[1],
		})),
	);

describe('the facts about Calltouch', () => {
	it('stand under the headings that the code and the page itself point at', () => {
		expect(links.length).toBeGreaterThan(40);
		expect(links.filter(({ anchor }) => anchor === undefined || !anchors.has(anchor))).toEqual([]);
	});
});
