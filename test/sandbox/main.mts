import { parseArgs } from 'node:util';
import { CONTROL_PATH } from './server/control.mts';
import { startSandbox } from './sandbox.mts';

const { values } = parseArgs({
	options: { port: { type: 'string' }, strict: { type: 'boolean', default: false } },
});
const port = Number(values.port ?? process.env['SANDBOX_PORT'] ?? 8787);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	console.error('The port is a number from 0 to 65535');
	process.exit(1);
}

const sandbox = await startSandbox({ port, strict: values.strict });
const [site, other] = sandbox.settings.sites;
console.log(`Calltouch sandbox runs at ${sandbox.url}

Put this into the credential:
  Base URL           ${sandbox.url}
  Site ID            ${site?.siteId}   (the same token also serves ${other?.siteId})
  API Token          ${site?.tokens[0]}
  Account Time Zone  ${sandbox.settings.timezone}

Change its behaviour while it runs, for example let the next request fail:
  curl -X POST ${sandbox.url}${CONTROL_PATH} -d '{"faults":[{"kind":"500","times":1}]}'
  (GET shows settings, counts and requests; DELETE sets everything back)

Stop with Ctrl+C.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		void sandbox.stop().then(() => process.exit(0));
	});
}
