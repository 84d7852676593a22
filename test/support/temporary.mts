import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a test run one folder for all temporary files: vitest ends its processes before they can tidy up. */
export default function setUp(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'calltouch-tests-'));
	process.env.TMPDIR = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
