import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../install/run.mts';
import { systemProgram } from '../install/system.mts';

/** A certificate for the hosts of the stand-ins, which vouches for itself. */
export interface Certificate {
	/** For NODE_EXTRA_CA_CERTS. */
	file: string;
	cert: Buffer;
	key: Buffer;
}

/** Makes such a certificate in this folder. */
export async function makeCertificate(folder: string, hosts: string[]): Promise<Certificate> {
	const file = join(folder, 'stand-ins.crt');
	const keyFile = join(folder, 'stand-ins.key');
	const names = ['IP:127.0.0.1', ...hosts.map((host) => `DNS:${host}`)].join(',');
	await run(await systemProgram('openssl'), [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
		...[
			'-subj',
			'/CN=Stand-ins of the e2e tests',
			'-days',
			'2',
			'-addext',
			`subjectAltName=${names}`,
		],
		...['-keyout', keyFile, '-out', file],
	]);
	return { file, cert: await readFile(file), key: await readFile(keyFile) };
}
