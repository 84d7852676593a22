import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { CredentialFile } from '../n8n/import.mts';
import type { Certificate } from './certificate.mts';

const user = 'reports@example.com';
const password = 'password-of-mail';

/** A real mail server, which delivers to nobody. */
export interface MailServer {
	credential: CredentialFile;
	/** What it was given, oldest first. */
	mails: Email[];
	stop(): Promise<void>;
}

/** Starts a mail server that wants TLS and a login. */
export async function startMailServer({ cert, key }: Certificate): Promise<MailServer> {
	const mails: Email[] = [];
	const server = new SMTPServer({
		secure: true,
		cert,
		key,
		onAuth: ({ username, password: given }, _session, done) => {
			const isRight = username === user && given === password;
			done(isRight ? null : new Error('Authentication failed'), { user: username });
		},
		onData: (stream, _session, done) => {
			void stream
				.toArray()
				.then(async (chunks) => await PostalMime.parse(Buffer.concat(chunks as Buffer[])))
				.then((mail) => mails.push(mail))
				.then(() => done(), done);
		},
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { port } = server.server.address() as AddressInfo;
	return {
		credential: {
			id: 'mail',
			name: 'Mail account',
			type: 'smtp',
			data: { user, password, host: '127.0.0.1', port, secure: true },
		},
		mails,
		stop: async () => await new Promise((resolve) => server.close(resolve)),
	};
}
