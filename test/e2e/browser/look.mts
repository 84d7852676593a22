import { stripVTControlCharacters } from 'node:util';
import type { Report } from '../report.mts';
import type { Editor } from './editor.mts';
import { failedPrefix } from './pictures.mts';

/** A check in the editor. */
export type Look = (title: string, body: () => unknown) => Promise<void>;

/** Checks that leave a picture of the window behind when they fail. */
export function looking(report: Report, editor: Editor): Look {
	let failures = 0;
	return async (title, body) =>
		await report.check(title, async () => {
			try {
				return await body();
			} catch (error) {
				const name = `${failedPrefix}${++failures}`;
				await editor.camera.snapshot(name).catch(() => {});
				throw new Error(`${brief(error)}\nSee the picture ${name}.png`);
			}
		});
}

/** The first lines: Playwright goes on with each of its tries. */
function brief(error: unknown): string {
	const plain = stripVTControlCharacters(String(error));
	return plain.split('\n').slice(0, 8).join('\n');
}
