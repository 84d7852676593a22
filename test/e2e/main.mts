/**
 * `npm run test:e2e`: the packed package in real n8n of two generations, without and with the editor, and on workers.
 * `--only=2.8` or `--only=2.41` tries one of them; `--skip-headless`, `--skip-examples`, `--skip-browser`,
 * `--skip-triggers` and `--skip-workers` leave out a part. `--pictures` renews the pictures of README and guide from the newest n8n.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { examplesFolder } from './bench.mts';
import { publishPictures } from './browser/pictures.mts';
import { checkBrowser } from './checks/browser.mts';
import { checkExamples } from './checks/examples.mts';
import { checkHeadless } from './checks/headless.mts';
import { checkTriggers } from './checks/triggers.mts';
import { checkWorkers } from './checks/workers.mts';
import {
	generations,
	installN8n,
	type Generation,
	type Installation,
} from './install/generations.mts';
import { packProject } from './install/package.mts';
import { isLeaving, leaveOnSignals, unlessLeaving } from './leaving.mts';
import { Report } from './report.mts';

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		'skip-headless': { type: 'boolean' },
		'skip-examples': { type: 'boolean' },
		'skip-browser': { type: 'boolean' },
		'skip-triggers': { type: 'boolean' },
		'skip-workers': { type: 'boolean' },
		pictures: { type: 'boolean' },
	},
});
const chosen = generations.filter((one) => !values.only || one === values.only);
if (chosen.length === 0) throw new Error(`--only is one of ${generations.join(' and ')}`);

leaveOnSignals(1);
const report = new Report();

async function tryGeneration(generation: Generation, tarball: string) {
	const installation = await installN8n(generation);
	const parts = {
		headless: async () => await checkHeadless(report, installation, tarball),
		examples: async () => await checkExamples(report, installation, tarball),
		browser: async () => await tryEditor(installation, tarball),
		triggers: async () => await checkTriggers(report, installation, tarball),
		workers: async () => await checkWorkers(report, installation, tarball),
	};
	for (const [part, body] of Object.entries(parts)) {
		if (values[`skip-${part as keyof typeof parts}`]) continue;
		await report.group(`n8n ${generation}, ${part}`, body);
	}
}

async function tryEditor(installation: Installation, tarball: string) {
	const takesPictures = values.pictures && installation.generation === generations.at(-1);
	// All of them run in the part before; one is enough to see that the editor takes them.
	const examples = readdirSync(examplesFolder).slice(0, takesPictures ? undefined : 1);
	const pictures = await checkBrowser(report, installation, tarball, examples);
	if (takesPictures) await publishPictures(pictures);
}

async function tryAll() {
	const tarball = await packProject();
	for (const generation of chosen) {
		await report.group(`n8n ${generation}`, async () => await tryGeneration(generation, tarball));
	}
}

leaveOnSignals(1);
await tryAll().catch(unlessLeaving);
if (!isLeaving()) process.exit(report.close());
