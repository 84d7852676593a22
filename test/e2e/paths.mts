import { resolve } from 'node:path';

/** The folder of these tests. */
export const e2eRoot = import.meta.dirname;
/** The folder of the project. */
export const projectRoot = resolve(e2eRoot, '../..');
/** Everything that is installed or written here, outside of git. */
export const scratch = resolve(e2eRoot, '.n8n');
/** Pictures of the editor for README and guide. */
export const pictures = resolve(projectRoot, 'docs/pictures');
