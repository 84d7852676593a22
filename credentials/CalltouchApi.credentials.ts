import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { authorize, bareHost, type Credentials } from '../nodes/Calltouch/api/http/auth';
import { zoneOptions } from '../nodes/Calltouch/shared/parameters/zones';

type AnswerRule = Extract<
	NonNullable<ICredentialTestRequest['rules']>[number],
	{ type: 'responseSuccessBody' }
>;

const yesterday =
	'={{ $now.setZone($credentials.timezone.trim()).minus({ days: 1 }).toFormat("dd/MM/yyyy") }}';

/** A host alone gets the scheme that `authorize` assumes. */
const baseURL = `={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/${bareHost.source}/i, "https://$&") }}`;

export class CalltouchApi implements ICredentialType {
	name = 'calltouchApi';

	displayName = 'Calltouch API';

	icon: Icon = { light: 'file:../icons/calltouch.svg', dark: 'file:../icons/calltouch.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-calltouch/n8n-nodes-calltouch#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 12345',
			description:
				'Number of your site in Calltouch. It stands beside the token, under Integrations > Send data to external systems > API.',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Token of your Calltouch login. Switch on "Send data by API" on the same page, or the token has no effect.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.calltouch.ru',
			required: true,
			description:
				'Address of the Calltouch API. Change it only for a gateway of your own, an old API server, or the sandbox of this package.',
		},
		{
			displayName: 'Account Time Zone',
			name: 'timezone',
			type: 'options',
			options: zoneOptions(),
			default: 'Europe/Moscow',
			required: true,
			description:
				'Time zone of your Calltouch account. It decides to which day a call belongs. An expression gives its name, such as Europe/Moscow.',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authorize(credentials as unknown as Credentials, request);
	}

	/**
	 * Requests one call of yesterday. For a refused status n8n shows texts of its own, which vary by version, and never
	 * the API's words. So every status counts as an answer here, and the rules look at the body. They can only compare
	 * values, hence the checks of `constructor.name`: a refusal and a stumble may have the same form, so the texts name both.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL,
			url: '=/calls-service/RestAPI/{{ $credentials.siteId.toString().replace(/[^!-~]/g, "") }}/calls-diary/calls',
			qs: { dateFrom: yesterday, dateTo: yesterday, page: 1, limit: 1 },
			ignoreHttpStatusErrors: true,
			// Servers copy the query, which holds the token, into the address that they redirect to.
			disableFollowRedirect: true,
		},
		rules: [
			answerRule(
				'constructor.name',
				'String',
				'There is no Calltouch at this address, or it cannot answer now: a web page came, or nothing. Test again in a minute, then check Base URL.',
			),
			answerRule(
				'errorCode.constructor.name',
				'String',
				'Calltouch could not answer. Test again in a minute.',
			),
			answerRule(
				'message.constructor.name',
				'String',
				'Calltouch refused the API Token for this Site ID, or cannot answer now. Test again in a minute, then copy both again from Calltouch: Integrations > Send data to external systems > API. A token works only for the sites of its login.',
			),
			answerRule(
				'data.constructor.name',
				'Object',
				'Calltouch refused the request. Check Site ID and API Token.',
			),
		],
	};
}

function answerRule(key: string, value: string, message: string): AnswerRule {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}
