import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = 'docs/calltouch-api.md';
const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { homepage: string };
const repository = homepage.replace(/#.*/, '');

const filesOf = (...patterns: string[]) =>
	execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
		encoding: 'utf8',
	})
		.trim()
		.split('\n')
		.filter((file) => existsSync(file));

/** Anchors of the headings, as GitHub makes them. */
const anchorsOf = (file: string) =>
	[...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_\- ]/gu, '')
			.replaceAll(' ', '-'),
	);

/** Every `calltouch-api.md…` in the sources, the tests and the page itself, with its file. */
const facts = filesOf('nodes', 'credentials', 'test', page)
	.filter((file) => /\.m?ts$|\.md$/.test(file) && !file.endsWith('docs.test.mts'))
	.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/calltouch-api\.md\S*|\]\(#[^)]*/g)].map(([link]) => ({
			file,
			anchor: /#([\w-]+)/.exec(link)?.[1],
		})),
	);

describe('the facts about Calltouch', () => {
	it('stand under the headings that the code and the page itself point at', () => {
		const anchors = anchorsOf(page);
		expect(facts.length).toBeGreaterThan(40);
		expect(facts.filter(({ anchor }) => anchor === undefined || !anchors.includes(anchor))).toEqual(
			[],
		);
	});
});

const pages = filesOf('*.md');
const linksOf = (file: string) =>
	[
		...readFileSync(file, 'utf8').matchAll(/(?:\]\(|src(?:set)?="|"url": "|Url = ')([^)"'\s]+)/g),
	].map(([, link = '']) => link);

/** The file of this repository, and the place in it, that a link leads to; nothing when it leads elsewhere. */
function targetOf(from: string, link: string): { path: string; anchor?: string } | undefined {
	const raw = repository.replace('github.com', 'raw.githubusercontent.com');
	const [address = '', anchor] = decodeURIComponent(link).split('#');
	for (const base of [`${repository}/blob/main/`, `${repository}/tree/main/`, `${raw}/main/`]) {
		if (address.startsWith(base)) return { path: address.slice(base.length), anchor };
	}
	if (address === repository) return { path: 'README.md', anchor };
	if (/^[a-z]+:/.test(address)) return undefined;
	return { path: address === '' ? from : join(dirname(from), address), anchor };
}

describe('a link to this repository', () => {
	it.each([...pages, ...filesOf('nodes/**/*.node.json', 'credentials')])(
		'in %s leads to a file, and to a heading of it',
		(file) => {
			const broken = linksOf(file).filter((link) => {
				const target = targetOf(file, link);
				if (!target) return false;
				const { path, anchor } = target;
				return !existsSync(path) || (anchor && !anchorsOf(path).includes(anchor));
			});
			expect(broken).toEqual([]);
		},
	);

	it('in README is an address that npm shows as well', () => {
		const links = linksOf('README.md');
		expect(links.length).toBeGreaterThan(20);
		expect(links.filter((link) => !/^(?:https:\/\/|#)/.test(link))).toEqual([]);
	});
});

describe('the pictures', () => {
	it('are all shown somewhere', () => {
		const shown = pages.flatMap((file) => linksOf(file).map((link) => targetOf(file, link)?.path));
		expect(filesOf('docs/pictures').filter((picture) => !shown.includes(picture))).toEqual([]);
	});
});

describe('the examples', () => {
	it.each(['README.md', 'docs/guide.ru.md'])('are all listed in %s', (file) => {
		const listed = linksOf(file).map((link) => targetOf(file, link)?.path);
		expect(listed).toEqual(expect.arrayContaining(filesOf('examples')));
	});
});
