import { chromium, type Page } from 'playwright-core';
import { beforeLeaving } from '../leaving.mts';
import { withFolder } from '../temporary.mts';
import { systemProgram } from '../install/system.mts';

/** Quiet, without a sandbox of its own (tests run as root), and deaf to every host but this one. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--autoplay-policy=no-user-gesture-required',
	'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Lends a page of a fresh headless browser. */
export async function withPage(work: (page: Page) => Promise<void>): Promise<void> {
	const executablePath = await systemProgram('chromium');
	await withFolder('browser', async (profile) => {
		const context = await chromium.launchPersistentContext(profile, {
			executablePath,
			headless: true,
			viewport: { width: 1440, height: 900 },
			colorScheme: 'light',
			timezoneId: 'Europe/Moscow',
			args: flags,
			// Signals are for this process to answer, which then ends the browser before it removes the profile.
			handleSIGINT: false,
			handleSIGTERM: false,
			handleSIGHUP: false,
		});
		const withdraw = beforeLeaving(async () => await context.close());
		try {
			const page = context.pages()[0] ?? (await context.newPage());
			page.setDefaultTimeout(60_000);
			await work(page);
		} finally {
			withdraw();
			await context.close();
		}
	});
}
