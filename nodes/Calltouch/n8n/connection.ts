import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { checkCredentials, type Credentials } from '../api/http/auth';
import { redactor } from '../api/http/redact';
import type { Body } from '../api/http/body';
import type { Connection, Send } from '../api/http/connection';
import type { Source } from '../shared/fields/field';
import { itemSource, rowSource } from '../shared/fields/source';
import { connectionOptions } from '../shared/parameters/options';
import { parametersOf } from '../shared/fields/parameters';

const credentialName = 'calltouchApi';
/** No connection option depends on the time zone. */
const utc = 'utc';

type StoredCredentials = Credentials & ICredentialDataDecryptedObject;

/**
 * Creates the connection of one input item from the credential and the item's options.
 * @throws CalltouchError if a field of the credential or an option is invalid
 */
export async function connect(
	context: IExecuteFunctions,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Connection> {
	const stored = await context.getCredentials<StoredCredentials>(credentialName, itemIndex);
	return connectionOf(context, stored, itemSource(context, itemIndex, utc), signal);
}

/** Time limits for a list in the editor, where a user is waiting, in seconds. */
const editorLimits = { retryFor: 10, timeout: 15 };

/** Creates the connection of the editor. A site from an expression is known only at run time. */
export async function connectEditor(context: ILoadOptionsFunctions): Promise<Connection> {
	const stored = await context.getCredentials<StoredCredentials>(credentialName);
	const { siteId } = (context.getCurrentNodeParameter('options') ?? {}) as IDataObject;
	const chosen = /^\d+$/.test(String(siteId).trim()) ? { siteId } : {};
	const options = { ...editorLimits, ...chosen };
	return connectionOf(
		context,
		stored,
		rowSource({ options }, utc, (label) => label),
	);
}

/**
 * Creates the connection of one poll of a trigger.
 * @throws CalltouchError if a field of the credential or an option is invalid
 */
export async function connectTrigger(
	context: IPollFunctions,
	signal?: AbortSignal,
): Promise<Connection> {
	const stored = await context.getCredentials<StoredCredentials>(credentialName);
	return connectionOf(context, stored, itemSource(parametersOf(context), 0, utc), signal);
}

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

function connectionOf(
	context: Context,
	stored: StoredCredentials,
	source: Source,
	signal?: AbortSignal,
): Connection {
	const credentials = checkCredentials(stored);
	const { apiToken, baseUrl, siteId, timezone } = credentials;
	const chosen = connectionOptions.read(source, 'options');
	return {
		site: {
			send: sender(context, stored),
			account: JSON.stringify(credentials),
			baseUrl,
			id: chosen.siteId ?? siteId,
			zone: timezone,
			redact: redactor(apiToken),
		},
		policy: {
			timeoutMs: chosen.timeout * 1000,
			retryForMs: chosen.retryFor * 1000,
			ceiling: { key: nodeKey(context), perSecond: chosen.maxRequestsPerSecond },
		},
		lane: context,
		signal,
	};
}

/** Returns the same for all runs of a node: n8n has a new context for each, also in a loop. */
function nodeKey(context: Context): string {
	const { id, name } = context.getNode();
	// A workflow that was never saved has no ID, and nodes of one workflow may share theirs.
	return JSON.stringify([context.getWorkflow().id, id, name]);
}

/** The HTTP client of n8n 2.8 leaves a connection open when its own timeout ends a request, so that comes later. */
const spareMs = 10_000;

/**
 * The only place that passes a request to n8n. Bodies are always streamed: n8n's own reading never ends if a compressed
 * body is damaged.
 */
function sender(context: Context, stored: StoredCredentials): Send {
	// Without it n8n queries its database for every request, which then leaves later than the throttle assumes.
	const credentialsDecrypted = { id: '', name: '', type: credentialName, data: stored };
	return async ({ method, url, query, headers, body, timeoutMs, signal }) => {
		// n8n replaces the signal of a request by what the caller says of its execution.
		const caller = Object.create(context, {
			getExecutionCancelSignal: { value: () => signal },
		}) as Context;
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			caller,
			credentialName,
			{
				method,
				url,
				qs: query,
				headers,
				body,
				encoding: 'stream',
				timeout: timeoutMs + spareMs,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				abortSignal: signal,
			},
			{ credentialsDecrypted },
		)) as IN8nHttpFullResponse;
		return { status: answer.statusCode, headers: answer.headers, body: answer.body as Body };
	};
}
