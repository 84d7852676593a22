/**
 * Started by a test: lends itself a folder, starts a program that fills the folder without end with the help of
 * another one, says both, and waits to be ended. When the program is told to end, it writes `before` into the file
 * of the first argument if its folder is still there. `crash` as the second argument ends this process by an error.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
// In this order, the folders would be removed first.
import { newFolder } from '../e2e/temporary.mts';
import { leaveOnSignals } from '../e2e/leaving.mts';
import { startProgram } from '../e2e/process.mts';

const fill = 'while :; do mkdir -p "$0/many"; : > "$0/many/$((at += 1))"; done';
const tell = `trap '[ -d "$0/many" ] && echo before > "$1"; exit' TERM`;

leaveOnSignals(1);
const [witness = '', manner] = process.argv.slice(2);
const folder = await newFolder('interrupted');
const { pid } = await startProgram(
	{
		command: 'sh',
		args: ['-c', `${tell}; (${fill}) & wait`, folder, witness],
		env: {},
		logFile: join(folder, 'log'),
		quit: 'SIGTERM',
	},
	async () => existsSync(join(folder, 'many/1000')),
);
console.log(JSON.stringify({ pid, folder }));
setInterval(() => {}, 1000);
if (manner === 'crash') throw new Error('as asked');
