// Runs n8n's package scanner on a folder: node scan.mjs source|published <folder>. Prints the verdict as JSON.
import { resolve } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [kind, folder] = process.argv.slice(2);
const patterns = kind === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
const { passed, message = '', details = '' } = await analyzePackage(resolve(folder), patterns);
process.stdout.write(JSON.stringify({ passed, words: `${message}${details}` }));
