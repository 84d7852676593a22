import { jsonContract } from './contract.mts';
import { Refusal, type Service } from './service.mts';

interface Message {
	chat_id: string;
	text: string;
	parse_mode: string;
}

const token = '1234567890:token-of-the-tests';

/** https://core.telegram.org/bots/api#sendmessage */
const newMessage = jsonContract<Message>({
	type: 'object',
	additionalProperties: false,
	required: ['chat_id', 'text'],
	properties: {
		chat_id: { type: ['string', 'integer'] },
		text: { type: 'string', minLength: 1, maxLength: 4096 },
		parse_mode: { const: 'HTML' },
		disable_web_page_preview: { type: 'boolean' },
		disable_notification: { type: 'boolean' },
	},
});

/** Tags of https://core.telegram.org/bots/api#html-style that the examples use, and its four named entities. */
const allowed = /<\/?b>|<a href="[^"<>]*">|<\/a>|&(?:amp|lt|gt|quot);/g;

/** A bot of Telegram, as far as the examples use it. */
interface Telegram extends Service {
	messages: Message[];
	/** Texts that are refused as one too many; each of them once. */
	tooMany: Set<string>;
}

/** Plays the Bot API of Telegram. */
export function telegram(): Telegram {
	const messages: Message[] = [];
	const tooMany = new Set<string>();
	return {
		hosts: ['api.telegram.org'],
		credentials: [
			{
				id: 'telegram',
				name: 'Telegram bot',
				type: 'telegramApi',
				data: { accessToken: token, baseUrl: 'https://api.telegram.org' },
			},
		],
		messages,
		tooMany,
		asked: [],
		// https://core.telegram.org/bots/api#making-requests
		refuse: ({ status, message }) => ({
			status,
			body: {
				ok: false,
				error_code: status,
				description: message,
				...(status === 429 && { parameters: { retry_after: 5 } }),
			},
		}),
		routes: [
			{
				method: 'POST',
				path: /^\/bot([^/]+)\/sendMessage$/,
				answer: (asked, given) => {
					if (given !== token) throw new Refusal(401, 'Unauthorized');
					const message = newMessage(asked);
					if (/[<>&]/.test(message.text.replace(allowed, ''))) {
						throw new Refusal(400, "Bad Request: can't parse entities");
					}
					if (tooMany.delete(message.text)) {
						throw new Refusal(429, 'Too Many Requests: retry after 5');
					}
					messages.push(message);
					const chat = { id: Number(message.chat_id), type: 'supergroup' };
					const result = {
						message_id: messages.length,
						date: 1_700_000_000,
						chat,
						text: message.text,
					};
					return { body: { ok: true, result } };
				},
			},
		],
	};
}
