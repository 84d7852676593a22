import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { frame } from './places.mts';

/** Time for colours and panels to come to rest, in milliseconds. */
const settleMs = 500;

/** Notices and hints, which would cover what a picture is about, and buttons that lie over a workflow. */
const hidden = [
	'.el-notification',
	'.el-popper',
	'[data-reka-popper-content-wrapper]',
	'.vue-flow__panel',
	'[data-test-id^="execute-workflow-button"]',
	'[class*="nodeButtonsWrapper"]',
];

/** Takes the pictures of README and guide. */
export class Camera {
	constructor(
		private readonly page: Page,
		private readonly folder: string,
	) {}

	/** Takes a picture of a part of the window, in light and in dark; the theme is light again then. */
	async take(name: string, clip: () => ReturnType<typeof frame>): Promise<void> {
		const style = `${hidden.join()} { visibility: hidden !important }`;
		for (const theme of ['light', 'dark'] as const) {
			await this.page.emulateMedia({ colorScheme: theme });
			await this.page.waitForTimeout(settleMs);
			const path = join(this.folder, `${name}${theme === 'dark' ? '-dark' : ''}.png`);
			await this.page.screenshot({ path, style, clip: await clip() });
		}
		await this.page.emulateMedia({ colorScheme: 'light' });
	}

	/** Takes a picture of the whole window as it is. */
	async snapshot(name: string): Promise<void> {
		await this.page.screenshot({ path: join(this.folder, `${name}.png`) });
	}
}
