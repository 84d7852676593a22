import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { checkCredentials, type Credentials } from '../api/auth';
import { digits } from '../api/ids';
import type { Connection, Send } from '../api/types';
import { readRate, readSeconds, retryFor, timeout } from '../shared/options';

const credentialName = 'calltouchApi';

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
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return connectionOf(context, stored, options, signal);
}

/** Longest time that somebody in the editor waits for a list, and for one request of it, in seconds. */
const editorPatience = { retryFor: 10, timeout: 20 };

/** The connection of the editor. A site that comes from an expression is known only when the workflow runs. */
export async function connectEditor(context: ILoadOptionsFunctions): Promise<Connection> {
	const stored = await context.getCredentials<Stored>(credentialName);
	const { siteId } = (context.getCurrentNodeParameter('options') ?? {}) as IDataObject;
	const chosen = /^\d+$/.test(String(siteId).trim()) ? { siteId } : {};
	return connectionOf(context, stored, { ...editorPatience, ...chosen });
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
	const options = context.getNodeParameter('options', {}) as IDataObject;
	// n8n cancels the requests of an execution by itself, those of a poll it does not.
	const send = sender(context, stored, { abortSignal: signal });
	return { ...connectionOf(context, stored, options, signal), send };
}

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

function connectionOf(
	context: Context,
	stored: Stored,
	options: IDataObject,
	signal?: AbortSignal,
): Connection {
	const credentials = checkCredentials(stored);
	return {
		send: sender(context, stored),
		baseUrl: credentials.baseUrl,
		siteId: options.siteId ? digits(options.siteId, 'Site ID') : credentials.siteId,
		zone: credentials.timezone,
		conceal: concealer(credentials.apiToken),
		timeoutMs: readSeconds(options, timeout),
		retryForMs: readSeconds(options, retryFor),
		lane: context,
		perSecond: readRate(options),
		signal,
	};
}

/** The only place that hands a request to n8n. */
function sender(
	context: Context,
	stored: Stored,
	extra: Pick<IHttpRequestOptions, 'abortSignal'> = {},
): Send {
	// Without it n8n reads its database for each request, which then leaves later than the throttle knows.
	const credentialsDecrypted = { id: '', name: '', type: credentialName, data: stored };
	return async ({ method, url, query, headers, body, as, timeoutMs }) => {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialName,
			{
				method,
				url,
				qs: query,
				headers,
				body,
				encoding: as === 'stream' ? 'stream' : 'arraybuffer',
				timeout: timeoutMs,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				...extra,
			},
			{ credentialsDecrypted },
		)) as IN8nHttpFullResponse;
		return { status: answer.statusCode, headers: answer.headers, body: answer.body };
	};
}

/** Masks the token as it was typed and as it stands in an address. */
export function concealer(token: string): (text: string) => string {
	const shapes = [
		token,
		encodeURIComponent(token),
		new URLSearchParams({ token }).toString().slice(6),
	];
	return (text) => shapes.reduce((masked, shape) => masked.split(shape).join('***'), text);
}
