import { jsonContract } from './contract.mts';
import type { Service } from './service.mts';

interface Message {
	text: string;
}

/** Incoming webhooks of Slack and Mattermost: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
const message = jsonContract<Message>({
	type: 'object',
	required: ['text'],
	properties: { text: { type: 'string', minLength: 1 } },
});

/** A chat that takes messages at a secret address. */
export function chatHook(): Service & { messages: Message[] } {
	const messages: Message[] = [];
	return {
		hosts: ['chat.example.com'],
		credentials: [],
		routes: [
			{
				method: 'POST',
				path: /^\/hooks\/your-hook$/,
				answer: (asked) => {
					messages.push(message(asked));
					return { body: 'ok' };
				},
			},
		],
		refuse: ({ status }) => ({ status, body: 'invalid_payload' }),
		asked: [],
		messages,
	};
}
