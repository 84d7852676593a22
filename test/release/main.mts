/**
 * `npm run release:dry`: n8n's own release as GitHub runs it (lint, build, publish), with an npm that sends nothing.
 * Lists the tarball, and fails while placeholders stand.
 */
import { spawnSync } from 'node:child_process';
import { filesWith, placeholders } from './placeholders.mts';

const offline = {
	GITHUB_ACTIONS: 'true',
	npm_config_dry_run: 'true',
	// Nobody listens there.
	npm_config_registry: 'http://127.0.0.1:9',
	npm_config_loglevel: 'notice',
};

const { status } = spawnSync('npm', ['run', 'release'], {
	stdio: 'inherit',
	env: { ...process.env, ...offline },
});
const isReleased = status === 0;

let standing = 0;
for (const placeholder of placeholders) {
	const files = await filesWith(placeholder);
	if (files.length === 0) continue;
	standing++;
	console.error(`\n${placeholder.name}: replace "${placeholder.value}" in ${files.join(', ')}`);
}
console.log(isReleased ? '\nThe release runs through.' : '\nThe release stopped, see above.');
if (standing > 0) console.error(`${standing} placeholders stand: nothing may be published yet.`);
process.exitCode = isReleased && standing === 0 ? 0 : 1;
