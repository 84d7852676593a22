import type { CredentialFile } from '../n8n/import.mts';
import { withFolder } from '../temporary.mts';
import { amoCrm } from './amoCrm.mts';
import { bitrix24 } from './bitrix24.mts';
import { makeCertificate } from './certificate.mts';
import { googleSheets } from './googleSheets.mts';
import { startMailServer, type MailServer } from './mailServer.mts';
import { metrica } from './metrica.mts';
import { openAi } from './openAi.mts';
import { startProxy, type Proxy } from './proxy.mts';
import { s3 } from './s3.mts';
import type { Service } from './service.mts';
import { telegram } from './telegram.mts';

/** Every service that the examples speak to over HTTPS. */
const makeServices = () => ({
	amoCrm: amoCrm(),
	bitrix24: bitrix24(),
	googleSheets: googleSheets('PutTheAddressOfYourSpreadsheetHere', ['Calls', 'Sites']),
	metrica: metrica(),
	openAi: openAi(),
	s3: s3('calltouch-recordings'),
	telegram: telegram(),
});

export type Services = ReturnType<typeof makeServices> & { mail: MailServer };

/** The world outside of n8n and Calltouch, as far as the examples need it. */
export interface Outside extends Pick<Proxy, 'env' | 'strangers'> {
	services: Services;
	/** Credentials for the stand-ins, under the ids and names that the examples use. */
	credentials: CredentialFile[];
}

/** Lends stand-ins for all outside services. */
export async function withOutside(work: (outside: Outside) => Promise<void>): Promise<void> {
	await withFolder('stand-ins', async (folder) => {
		const services = makeServices();
		const played: Service[] = Object.values(services);
		const hosts = played.flatMap((service) => service.hosts);
		const certificate = await makeCertificate(folder, hosts);
		const mail = await startMailServer(certificate);
		const proxy = await startProxy(played, certificate);
		const { env, strangers } = proxy;
		const credentials = [mail.credential, ...played.flatMap((service) => service.credentials)];
		try {
			await work({ env, strangers, services: { ...services, mail }, credentials });
		} finally {
			await Promise.all([proxy.stop(), mail.stop()]);
		}
	});
}
