/** The process of the sandbox: tells its address to the one that started it. */
import { startSandbox } from '../sandbox/sandbox.mts';

const { url } = await startSandbox();
process.send?.(url);
process.on('disconnect', () => process.exit());
