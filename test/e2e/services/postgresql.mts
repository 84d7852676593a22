import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../install/run.mts';
import { systemProgram } from '../install/system.mts';
import { freePort, startProgram, type Running } from '../process.mts';

/** A running PostgreSQL, whose user needs no password. */
export interface PostgreSql extends Running {
	port: number;
	user: string;
	database: string;
}

const user = 'n8n';
const env = { PATH: process.env.PATH, LC_ALL: 'C' };

/** Starts a PostgreSQL with a fresh cluster, on a free port of this machine. */
export async function startPostgreSql(folder: string): Promise<PostgreSql> {
	const initdb = await systemProgram('initdb');
	const isReady = await systemProgram('pg_isready');
	const port = await freePort();
	const home = join(folder, 'postgresql');
	const data = join(home, 'data');
	const account = await serviceAccount();
	await mkdir(home);
	if (account) {
		await chown(home, account.uid, account.gid);
		await chmod(folder, 0o711);
	}
	const place = { cwd: home, env, ...account };
	await run(initdb, ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--no-sync'], place);
	const settings = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		fsync: 'off',
	};
	const changes = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const running = await startProgram(
		{
			command: await systemProgram('postgres'),
			args: ['-D', data, ...changes],
			env,
			logFile: join(folder, 'postgresql.log'),
			user: account,
			// Killed, it would leave its shared memory behind.
			quit: 'SIGQUIT',
		},
		async () => {
			const probe = ['-q', '-h', '127.0.0.1', '-p', String(port), '-U', user];
			return await run(isReady, probe).then(
				() => true,
				() => false,
			);
		},
	);
	// It takes SIGTERM as "when the last client has gone", SIGINT as "now".
	return { ...running, stop: () => running.stop('SIGINT'), port, user, database: 'postgres' };
}

/** PostgreSQL refuses to run as root: then it runs as the account that its Debian package brings. */
async function serviceAccount(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (kind: string) => Number(await run('id', [kind, 'postgres']));
	return { uid: await id('-u'), gid: await id('-g') };
}
