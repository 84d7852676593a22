import type { Locator, Page } from 'playwright-core';

/** The point in the middle of something. */
export async function middle(of: Locator): Promise<{ x: number; y: number }> {
	const { x, y, width, height } = await box(of);
	return { x: x + width / 2, y: y + height / 2 };
}

/** The smallest rectangle around all of these. */
export async function frame(parts: Locator[]) {
	const boxes = await Promise.all(parts.map(box));
	const x = Math.min(...boxes.map((one) => one.x));
	const y = Math.min(...boxes.map((one) => one.y));
	const right = Math.max(...boxes.map((one) => one.x + one.width));
	const bottom = Math.max(...boxes.map((one) => one.y + one.height));
	return { x, y, width: right - x, height: bottom - y };
}

async function box(of: Locator) {
	const found = await of.boundingBox();
	if (!found) throw new Error(`There is nothing to see of ${String(of)}`);
	return found;
}

/** Room around a clip, in pixels. */
interface Room {
	top?: number;
	right?: number;
	bottom?: number;
	left?: number;
}

/** The smallest rectangle around all of these, with some room. */
export async function frameWithRoom(parts: Locator[], room: Room) {
	const { top = 0, right = 0, bottom = 0, left = 0 } = room;
	const { x, y, width, height } = await frame(parts);
	return {
		x: x - left,
		y: y - top,
		width: left + width + right,
		height: top + height + bottom,
	};
}

/** Does something while the window has this width or height, in pixels. */
export async function inWindow(
	page: Page,
	size: { width?: number; height?: number },
	work: () => Promise<void>,
) {
	const usual = page.viewportSize() ?? { width: 0, height: 0 };
	await page.setViewportSize({ ...usual, ...size });
	await work();
	await page.setViewportSize(usual);
}
