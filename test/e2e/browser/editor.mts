import type { Locator, Page } from 'playwright-core';
import { owner } from '../n8n/client.mts';
import { Camera } from './camera.mts';
import { frame, frameWithRoom, inWindow, middle } from './places.mts';

/** Time for colours and panels to come to rest, in milliseconds. */
const settleMs = 500;

/** So high that every form is seen whole, in pixels. */
const tall = { height: 2000 };

/** What n8n's form has above its tabs and beside its button, in pixels. */
const formEdge = { top: 8, right: 8 };

/** Room around the nodes of a workflow, for the names below them, in pixels. */
const nodeEdge = { top: 30, right: 110, bottom: 48, left: 50 };

/** The editor of n8n in a browser; knows where its buttons and fields are. */
export class Editor {
	/** Errors of the page's own scripts. */
	readonly errors: string[] = [];

	readonly camera: Camera;

	constructor(
		readonly page: Page,
		private readonly url: string,
		pictureFolder: string,
	) {
		this.camera = new Camera(page, pictureFolder);
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

	/** Chooses an entry of a list parameter of the open node; `at` tells which of several with this name. */
	async choose(parameter: string, entry: string, at = 0): Promise<void> {
		const list = this.part(`parameter-input-${parameter}`).nth(at);
		await list.click();
		const found = this.listEntry(entry);
		await found.waitFor();
		// The list scrolls to its old entry while it opens, and a click would hit another one.
		await this.page.waitForTimeout(settleMs);
		await found.click();
		const chosen = await list.locator('input').first().inputValue();
		if (!chosen.startsWith(entry)) throw new Error(`"${chosen}" was chosen, not "${entry}"`);
	}

	/** An entry of the list that is open, by its title. */
	listEntry(title: string): Locator {
		const entries = this.page.locator(
			['.el-select-dropdown__item', '[role=option]', '[role=menuitem]']
				.map((kind) => `${kind}:visible`)
				.join(),
		);
		return entries.filter({ hasText: new RegExp(`^\\s*${title}`) }).first();
	}

	/** Chooses the last name that a parameter offers from the journals, and gives it. */
	async chooseOffered(parameter: string): Promise<string> {
		await this.part('rlc-input', this.part(`parameter-input-${parameter}`)).click();
		const offered = this.part('rlc-item').last();
		const name = (await offered.innerText()).trim();
		await offered.click();
		return name;
	}

	/** Adds a part to a list of the open node by the button of this name. */
	async addPart(button: string): Promise<void> {
		await this.page.getByRole('button', { name: button, exact: true }).click();
	}

	/** Adds a field to a collection of the open node; `place` counts those above it. */
	async addField(field: string, place = 0): Promise<void> {
		await this.part('collection-parameter-add').nth(place).click();
		await this.listEntry(field).click();
	}

	/** Sets a parameter of the open node by an expression. */
	async typeExpression(parameter: string, expression: string): Promise<void> {
		const field = this.part(`parameter-input-${parameter}`);
		// What is shown below a field that has the focus would cover the next one.
		await this.part('tab-params').click();
		await field.hover();
		const options = this.part(`${parameter}-parameter-input-options-container`);
		await this.part('radio-button-expression', options).click();
		await field.locator('.cm-content').click();
		await this.page.keyboard.press('Control+A');
		// Key by key, the editor would close the braces by itself.
		await this.page.keyboard.insertText(expression);
		// The preview goes when another part is clicked, and n8n takes what was typed a moment later.
		await this.part('tab-params').click();
		await this.page.waitForTimeout(settleMs);
	}

	/** Begins an empty workflow and opens the list of nodes. */
	async newWorkflow(): Promise<void> {
		await this.open('/workflow/new');
		await this.part('canvas-plus-button').first().click();
	}

	/** An entry of the list of nodes that is open, by its whole name. */
	listedNode(name: string): Locator {
		return this.part('node-creator-item-name').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) });
	}

	/** Finds a node of this package in the list of nodes that is open. */
	async showNode(name: string): Promise<void> {
		await this.part('node-creator-search-bar').fill('calltouch');
		await this.listedNode(name).click();
	}

	/** Finds "Calltouch" in the list of nodes that is open, and shows what it can do. */
	async showActions(): Promise<void> {
		await this.showNode('Calltouch');
		const group = this.part('node-creator-category-item')
			.filter({ hasText: /Actions/ })
			.first();
		await group.waitFor();
		if (!(await this.listedNode('Get call').isVisible())) await group.click();
	}

	/** Adds a trigger to the workflow, by the name of its node and by its event, and opens it. */
	async addTrigger(node: string, event: string): Promise<void> {
		await this.showNode(node);
		await this.listedNode(event).click();
		await this.part('node-execute-button').waitFor();
	}

	/** Adds a Calltouch node to the workflow, and opens it. */
	async addAction(action: string): Promise<void> {
		await this.showActions();
		await this.listedNode(action).click();
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

	/** Opens something that is folded, by the words that stand on it. */
	async unfold(words: string): Promise<void> {
		await this.part('ndv').getByText(words, { exact: true }).click();
	}

	/** Shows the output by fields, each with its value. */
	async showSchema(): Promise<void> {
		await this.part('radio-button-schema', this.part('output-panel')).click();
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
	}

	/** Moves the parameters of the open node sideways, which gives their room to the input or the output. */
	async moveParameters(by: number): Promise<void> {
		const { x, y } = await middle(this.part('panel-drag-button'));
		await this.page.mouse.move(x, y);
		await this.page.mouse.down();
		await this.page.mouse.move(x + by, y, { steps: 10 });
		await this.page.mouse.up();
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

	/** Takes a picture of the whole form of the open node, however long it is. */
	async formPicture(name: string): Promise<void> {
		await inWindow(this.page, tall, async () => {
			await this.part('tab-params').click();
			await this.page.mouse.move(0, 0);
			const end = this.part('collection-parameter-add').last();
			const parts = [this.part('tab-params'), this.part('node-execute-button'), end];
			await this.camera.take(name, async () => await frameWithRoom(parts, formEdge));
		});
	}

	/** The nodes of the workflow, its notes included. */
	get nodes(): Locator {
		return this.page.locator('.vue-flow__node');
	}

	/** Takes a picture of the whole workflow, without the buttons of the editor. */
	async workflowPicture(name: string): Promise<void> {
		await this.part('zoom-to-fit').click();
		await this.page.locator('.vue-flow__pane').click({ position: { x: 5, y: 200 } });
		const nodes = await this.nodes.all();
		await this.camera.take(name, async () => await frameWithRoom(nodes, nodeEdge));
	}

	/** Takes a picture of what these parts cover together, in light and in dark; the theme is light again then. */
	async picture(name: string, ...parts: Locator[]): Promise<void> {
		await this.camera.take(name, () => frame(parts));
	}
}
