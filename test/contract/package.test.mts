import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Verdict {
	passed: boolean;
	words: string;
}

/** In a process of its own, because the rules that it runs take every file for a node when NODE_ENV is `test`. */
function scan(source: string, ...published: string[]): Verdict[] {
	const verdicts = execFileSync(process.execPath, ['test/support/scan.mjs', source, ...published], {
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: '' },
	});
	return JSON.parse(verdicts) as Verdict[];
}

let unpacked: string;
let files: string[];
beforeAll(() => {
	unpacked = mkdtempSync(join(tmpdir(), 'calltouch-package-'));
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', unpacked], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [tarball] = JSON.parse(packed) as [{ filename: string; files: Array<{ path: string }> }];
	execFileSync('tar', [
		'-xzf',
		join(unpacked, tarball.filename),
		'-C',
		unpacked,
		'--strip-components=1',
	]);
	files = tarball.files.map(({ path }) => path);
});
afterAll(() => rmSync(unpacked, { recursive: true }));

describe("n8n's package scanner, inline suppressions ignored", () => {
	it('passes the source and the packed tarball, and would see what a comment hides', () => {
		const bad = mkdtempSync(join(tmpdir(), 'calltouch-bad-'));
		mkdirSync(join(bad, 'dist'));
		writeFileSync(
			join(bad, 'dist', 'bad.js'),
			"/* eslint-disable */ setTimeout(() => require('fs'), 1);",
		);
		const [source, published, hidden] = scan('.', unpacked, bad);
		rmSync(bad, { recursive: true });
		expect(source).toEqual({ passed: true, words: '' });
		expect(published).toEqual({ passed: true, words: '' });
		expect(hidden?.passed).toBe(false);
		expect(hidden?.words).toContain('no-restricted-globals');
	}, 240_000);
});

describe('the packed tarball', () => {
	it('holds the built package and nothing else', () => {
		for (const file of files)
			expect(file).toMatch(
				/^(?:dist\/(?:nodes|credentials|icons)\/.+\.(?:js|json|svg)|package\.json|README\.md|LICENSE\.md)$/,
			);
		expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE.md']));
	});

	it('holds pictures and previews byte for byte', () => {
		const copied = files.filter((file) => /\.svg$|__schema__/.test(file));
		expect(copied.length).toBeGreaterThanOrEqual(7);
		for (const file of copied) {
			expect(
				readFileSync(join(unpacked, file)).equals(readFileSync(file.replace(/^dist\//, ''))),
			).toBe(true);
		}
	});

	it('holds every file that its n8n block and its node name', () => {
		const { n8n, dependencies, peerDependencies } = JSON.parse(
			readFileSync(join(unpacked, 'package.json'), 'utf8'),
		) as {
			n8n: { nodes: string[]; credentials: string[] };
			dependencies?: object;
			peerDependencies: object;
		};
		expect(files).toEqual(
			expect.arrayContaining([
				...n8n.nodes,
				...n8n.credentials,
				...n8n.nodes.map((file) => file.replace(/\.js$/, '.json')),
			]),
		);
		expect(dependencies ?? {}).toEqual({});
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});
});

describe('the sources', () => {
	it('load nothing at run time but n8n-workflow and luxon', () => {
		const loads = files
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) =>
				[...readFileSync(join(unpacked, file), 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(
					([, name]) => name ?? '',
				),
			);
		expect(new Set(loads.filter((name) => !name.startsWith('.')))).toEqual(
			new Set(['n8n-workflow', 'luxon']),
		);
	});

	it('let the API layer call nothing above it', () => {
		const api = files.filter(
			(file) => file.startsWith('dist/nodes/Calltouch/api/') && file.endsWith('.js'),
		);
		for (const file of api)
			expect(readFileSync(join(unpacked, file), 'utf8'), file).not.toMatch(
				/require\("\.\.\/(?:actions|shared)/,
			);
	});

	it('have lock files without download addresses', () => {
		const locks = execFileSync('git', ['ls-files', '*package-lock.json'], { encoding: 'utf8' })
			.trim()
			.split('\n');
		for (const lock of locks) expect(readFileSync(lock, 'utf8')).not.toContain('"resolved": "http');
	});
});
