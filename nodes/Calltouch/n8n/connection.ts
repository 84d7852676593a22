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
import { parameters, row } from '../shared/fields/source';
import { connectionOptions } from '../shared/parameters/options';
import { parametersOf } from '../shared/fields/parameters';

const credentialName = 'calltouchApi';
/** No option of a connection is a time. */
const utc = 'utc';

/** The credential as n8n has it. */
type Stored = Credentials & ICredentialDataDecryptedObject;

/**
 * The connection of one input item: the credential, and what the item's options change about it.
 * @throws CalltouchError when a field of the credential or an option cannot be right
 */
export async function connect(
	context: IExecuteFunctions,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Connection> {
	const stored = await context.getCredentials<Stored>(credentialName, itemIndex);
	return connectionOf(context, stored, parameters(context, itemIndex, utc), signal);
}

/** Longest time that somebody in the editor waits for a list, and for one request of it, in seconds. */
const editorPatience = { retryFor: 10, timeout: 20 };

/** The connection of the editor. A site that comes from an expression is known only when the workflow runs. */
export async function connectEditor(context: ILoadOptionsFunctions): Promise<Connection> {
	const stored = await context.getCredentials<Stored>(credentialName);
	const { siteId } = (context.getCurrentNodeParameter('options') ?? {}) as IDataObject;
	const chosen = /^\d+$/.test(String(siteId).trim()) ? { siteId } : {};
	const options = { ...editorPatience, ...chosen };
	return connectionOf(
		context,
		stored,
		row({ options }, utc, (label) => label),
	);
}

/**
 * The connection of one poll of a trigger.
 * @throws CalltouchError when a field of the credential or an option cannot be right
 */
export async function connectTrigger(
	context: IPollFunctions,
	signal?: AbortSignal,
): Promise<Connection> {
	const stored = await context.getCredentials<Stored>(credentialName);
	return connectionOf(context, stored, parameters(parametersOf(context), 0, utc), signal);
}

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

function connectionOf(
	context: Context,
	stored: Stored,
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
			perSecond: chosen.maxRequestsPerSecond,
		},
		lane: context,
		signal,
	};
}

/**
 * The only place that hands a request to n8n. Every body is taken as a stream: what n8n reads by itself never ends when
 * it is packed and damaged.
 */
function sender(context: Context, stored: Stored): Send {
	// Without it n8n reads its database for each request, which then leaves later than the throttle knows.
	const credentialsDecrypted = { id: '', name: '', type: credentialName, data: stored };
	return async ({ method, url, query, headers, body, timeoutMs, signal }) => {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialName,
			{
				method,
				url,
				qs: query,
				headers,
				body,
				encoding: 'stream',
				timeout: timeoutMs,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				// n8n puts that of an execution in its place; a poll has none of its own.
				abortSignal: signal,
			},
			{ credentialsDecrypted },
		)) as IN8nHttpFullResponse;
		return { status: answer.statusCode, headers: answer.headers, body: answer.body as Body };
	};
}
