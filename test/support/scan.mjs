// Runs n8n's package scanner: node scan.mjs <folder of the source> <folder of a package>… Prints the verdicts as JSON.
import { resolve } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [source, ...published] = process.argv.slice(2);

async function scan(folder, patterns) {
	const { passed, message = '', details = '' } = await analyzePackage(resolve(folder), patterns);
	return { passed, words: `${message}${details}` };
}

const verdicts = [await scan(source, SOURCE_FILE_PATTERNS)];
for (const folder of published) verdicts.push(await scan(folder, ['**/*.js', 'package.json']));
process.stdout.write(JSON.stringify(verdicts));
