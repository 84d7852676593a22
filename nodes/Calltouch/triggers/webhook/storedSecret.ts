import type {
	ICredentialsDecrypted,
	IHookFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { emptyInput } from '../../shared/fields/field';
import { secret } from './options';
import { asWritten, givesNothing, isLeftOut, tryRead } from './settings';

const credentialType = 'calltouchWebhookApi';

type Context = Pick<IHookFunctions, 'getNode' | 'getCredentials' | 'getNodeParameter'>;

/**
 * Returns the secret that deliveries must carry: that of the credential, else that of the node's own field; undefined if
 * neither is set. One that is set but empty, such as an expression without a value, is an error.
 * @throws CalltouchError
 * @throws NodeOperationError of n8n if the credential is gone
 */
export async function readSecret(context: Context): Promise<string | undefined> {
	if (context.getNode().credentials?.[credentialType]) {
		return secretOf(await context.getCredentials(credentialType));
	}
	if (isLeftOut(asWritten(context, secret.name))) return undefined;
	const text = toText(tryRead(context, secret.name));
	if (text === undefined) throw givesNothing(secret.displayName);
	return text;
}

/** What n8n calls the test of a credential. There is nothing to send, so it checks that there is a secret. */
export async function checkSecret(
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		secretOf(credential.data ?? {});
		return { status: 'OK', message: 'The secret is set' };
	} catch (error) {
		return { status: 'Error', message: (error as Error).message };
	}
}

function secretOf(data: object): string {
	const text = toText((data as { secret?: unknown }).secret);
	if (text === undefined) throw emptyInput(secret.displayName);
	return text;
}

function toText(value: unknown): string | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
