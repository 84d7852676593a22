import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesWith, placeholders } from '../release/placeholders.mts';

const read = (file: string) => readFileSync(file, 'utf8');
const manifest = JSON.parse(read('package.json')) as {
	version: string;
	repository: { url: string };
	scripts: Record<string, string>;
	publishConfig: object;
};

describe('the release', () => {
	it("is n8n's own, from a GitHub Action, with provenance and after all tests", () => {
		const { scripts, publishConfig } = manifest;
		expect(scripts).toMatchObject({
			release: 'n8n-node release',
			prepublishOnly: 'n8n-node prerelease',
		});
		expect(publishConfig).toEqual({ access: 'public', provenance: true });
		const publish = read('.github/workflows/publish.yml');
		expect(publish).toContain('id-token: write');
		expect(publish).toContain('npm run release\n');
		expect(publish).toMatch(/publish:\n\s+needs: ci\n/);
		expect(publish).toContain('npm run release:dry');
		expect(read('.github/workflows/ci.yml')).toContain('node: [20, 22, 24]');
	});

	it('has a heading in the changelog', () => {
		expect(read('CHANGELOG.md')).toContain(`\n## ${manifest.version}\n`);
	});
});

describe('what only the owner knows', () => {
	it('is a placeholder everywhere or nowhere', async () => {
		const homes: Record<string, string> = { 'Address for security': 'SECURITY.md' };
		for (const placeholder of placeholders) {
			const home = homes[placeholder.name] ?? 'package.json';
			const files = await filesWith(placeholder);
			if (files.length > 0) expect(files, placeholder.name).toContain(home);
		}
	});

	it('names one repository in all files', () => {
		const own = /github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(manifest.repository.url)?.[1];
		const links = execFileSync(
			'git',
			[
				'grep',
				'-hoE',
				'https://github.com/[A-Za-z0-9._-]+/n8n-nodes-calltouch',
				'--',
				'.',
				':!test',
			],
			{ encoding: 'utf8' },
		);
		expect(new Set(links.trim().split('\n'))).toEqual(new Set([`https://github.com/${own}`]));
	});
});
