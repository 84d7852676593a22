/** Features that would ask servers of n8n, switched off. */
const silence = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
	N8N_AI_ASSISTANT_BASE_URL: '',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

/** Modules of newer n8n that ask servers of n8n at the start. Older ones refuse names they do not know. */
const modulesWithOutsideCalls = [
	'mcp-registry',
	'instance-ai',
	'agents',
	'chat-hub',
	'mcp',
	'breaking-changes',
	'instance-reporting',
	'instance-version-history',
];

/** What one n8n process needs to know. */
export interface Surroundings {
	/** n8n keeps its things in `.n8n` in here. */
	userFolder: string;
	/** The only folder whose files workflows may read and write. */
	filesFolder: string;
	port: number;
	/** Port of the task broker; each process needs one of its own. */
	brokerPort: number;
	isNewest: boolean;
}

/** The time zone of n8n, another one than that of the account. */
export const zoneOfN8n = 'UTC';

/** The environment of an n8n process: this machine only, one time zone, nothing of the caller's own n8n. */
export function environment(
	{ userFolder, filesFolder, port, brokerPort, isNewest }: Surroundings,
	changes: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
	return {
		PATH: process.env.PATH,
		HOME: userFolder,
		NO_COLOR: '1',
		TZ: zoneOfN8n,
		GENERIC_TIMEZONE: zoneOfN8n,
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
		N8N_ENCRYPTION_KEY: 'key-of-the-e2e-tests-0123456789',
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// A busy machine starts the runner of Code nodes late.
		N8N_RUNNERS_TASK_REQUEST_TIMEOUT: '100',
		N8N_PYTHON_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
		...silence,
		...(isNewest ? { N8N_DISABLED_MODULES: modulesWithOutsideCalls.join(',') } : {}),
		...changes,
	};
}
