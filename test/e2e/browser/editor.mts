import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { owner } from '../n8n/client.mts';

/** Time for colours and panels to come to rest, in milliseconds. */
const settleMs = 500;

export type Theme = 'light' | 'dark';

/** The editor of n8n in a browser; knows where its buttons and fields are. */
export class Editor {
	/** Errors of the page's own scripts. */
	readonly errors: string[] = [];

	constructor(
		readonly page: Page,
		private readonly url: string,
		private readonly pictureFolder: string,
	) {
		page.on('pageerror', (error) => this.errors.push(error.message));
	}

	/** The element to which n8n gave this name for its own tests. */
	part(name: string, within: Page | Locator = this.page): Locator {
		return within.locator(`[data-test-id="${name}"]`);
	}

	async open(path: string): Promise<void> {
		await this.page.goto(this.url + path);
	}

	/** The form of the first start. */
	async setUp(): Promise<void> {
		await this.open('/setup');
		for (const [field, value] of Object.entries(owner)) {
			await this.page.fill(`input[name=${field}]`, value);
		}
		await this.part('form-submit-button').click();
		await this.page.waitForURL(/\/home\//);
	}

	/** Fills a text parameter of the node or credential that is open. */
	async type(parameter: string, value: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).locator('input, textarea').first().fill(value);
	}

	/** Chooses an entry of a list parameter of the open node. */
	async choose(parameter: string, entry: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).first().click();
		await this.listEntry(entry).click();
	}

	/** An entry of the list that is open, by its title. */
	listEntry(title: string): Locator {
		const entries = this.page.locator('.el-select-dropdown__item:visible, [role=option]:visible');
		return entries.filter({ hasText: new RegExp(`^\\s*${title}`) }).first();
	}

	/** Sets a date parameter of the open node: its field takes what was typed only with Enter. */
	async typeDate(parameter: string, day: string): Promise<void> {
		const field = this.part(`parameter-input-${parameter}`).locator('input');
		await field.click();
		await field.fill(day);
		await field.press('Enter');
	}

	/** Sets a parameter of the open node by an expression. */
	async typeExpression(parameter: string, expression: string): Promise<void> {
		const field = this.part(`parameter-input-${parameter}`);
		await field.hover();
		const options = this.part(`${parameter}-parameter-input-options-container`);
		await this.part('radio-button-expression', options).click({ force: true });
		await field.locator('.cm-content').click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.type(expression);
	}

	/** Begins an empty workflow and opens the list of nodes. */
	async newWorkflow(): Promise<void> {
		await this.open('/workflow/new');
		await this.part('canvas-plus-button').first().click();
	}

	/** Finds "Calltouch" in the list of nodes that is open, and shows what it can do. */
	async showActions(): Promise<Locator> {
		await this.part('node-creator-search-bar').fill('calltouch');
		const names = this.part('node-creator-item-name');
		await names.filter({ hasText: /^Calltouch$/ }).click();
		const groups = this.part('node-creator-category-item').filter({ hasText: /Actions/ });
		await groups.first().waitFor();
		if (!(await names.filter({ hasText: 'Get a call' }).isVisible())) await groups.first().click();
		return names;
	}

	/** Adds a Calltouch node to the workflow, and opens it. */
	async addAction(action: string): Promise<void> {
		await (await this.showActions()).filter({ hasText: action }).click();
		await this.part('node-execute-button').waitFor();
	}

	/** Opens the list of nodes for the one that follows the last. */
	async nextNode(): Promise<void> {
		await this.part('canvas-handle-plus').last().click();
	}

	/** Runs the open node, which must succeed. */
	async executeWell(): Promise<Locator> {
		const output = await this.execute();
		await this.part('node-run-status-success', output).waitFor();
		return output;
	}

	/** Runs the open node and gives its output panel. */
	async execute(): Promise<Locator> {
		await this.part('node-execute-button').click();
		return this.part('output-panel');
	}

	/** The cells of the output table, row by row. */
	async table(): Promise<string[][]> {
		const output = this.part('output-panel');
		await this.part('radio-button-table', output).click();
		await output.locator('table tbody tr').first().waitFor();
		const rows = await output.locator('table tbody tr').all();
		return await Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
	}

	/** Drags one thing to another, as a hand does. */
	async drag(from: Locator, to: Locator): Promise<void> {
		const [start, end] = [await middle(from), await middle(to)];
		await this.page.mouse.move(start.x, start.y);
		await this.page.mouse.down();
		await this.page.mouse.move(start.x + 20, start.y + 10, { steps: 5 });
		await this.page.mouse.move(end.x, end.y, { steps: 20 });
		await this.page.mouse.up();
	}

	/** Takes a picture in these themes, of the part of the window right of `from`; the theme is light again then. */
	async picture(name: string, themes: Theme[] = ['light'], from?: Locator): Promise<void> {
		await mkdir(this.pictureFolder, { recursive: true });
		// Notices cover what the picture is about.
		await this.page.addStyleTag({ content: '.el-notification { display: none !important }' });
		const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
		const x = from ? ((await from.boundingBox())?.x ?? 0) : 0;
		for (const theme of themes) {
			await this.page.emulateMedia({ colorScheme: theme });
			await this.page.waitForTimeout(settleMs);
			const file = `${name}${theme === 'dark' ? '-dark' : ''}.png`;
			const clip = { x, y: 0, width: width - x, height };
			await this.page.screenshot({ path: join(this.pictureFolder, file), clip });
		}
		await this.page.emulateMedia({ colorScheme: 'light' });
	}
}

async function middle(of: Locator): Promise<{ x: number; y: number }> {
	const box = await of.boundingBox();
	if (!box) throw new Error('There is nothing to see of what should be dragged');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
