import type { CredentialFile } from '../n8n/import.mts';
import { jsonContract } from './contract.mts';
import { formOf, Refusal, type Service } from './service.mts';

const apiKey = 'key-of-openai';

const credential: CredentialFile = {
	id: 'openai',
	name: 'OpenAI account',
	type: 'openAiApi',
	data: { apiKey, url: 'https://api.openai.com/v1' },
};

/** A recording that came to be transcribed. */
interface Heard {
	fileName: string;
	type: string;
	bytes: number;
	language: string | null;
}

interface Chat {
	messages: Array<{ role: string; content: string }>;
}

/** https://platform.openai.com/docs/api-reference/chat/create */
const chat = jsonContract<Chat>({
	type: 'object',
	required: ['model', 'messages'],
	properties: {
		model: { type: 'string', minLength: 1 },
		messages: {
			type: 'array',
			minItems: 1,
			items: {
				type: 'object',
				required: ['role', 'content'],
				properties: {
					role: { enum: ['developer', 'system', 'user', 'assistant', 'tool'] },
					content: { type: 'string' },
				},
			},
		},
	},
});

/** Extensions of https://platform.openai.com/docs/api-reference/audio/createTranscription */
const audioName = /\.(?:flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;

/** The limit of https://platform.openai.com/docs/guides/speech-to-text */
const maxBytes = 25 * 1024 * 1024;

interface OpenAi extends Service {
	heard: Heard[];
	chats: Chat[];
	/** Names of files in which the speech model hears nothing that it can read. */
	refusedFiles: Set<string>;
}

/** The speech and chat models of OpenAI: each recording has words of its own, and a summary repeats them. */
export function openAi(): OpenAi {
	const heard: Heard[] = [];
	const chats: Chat[] = [];
	const refusedFiles = new Set<string>();
	return {
		hosts: ['api.openai.com'],
		credentials: [credential],
		asked: [],
		admit: ({ headers }) => {
			if (headers.authorization === `Bearer ${apiKey}`) return;
			throw new Refusal(401, 'Incorrect API key provided.', 'invalid_api_key');
		},
		// https://platform.openai.com/docs/guides/error-codes
		refuse: ({ status, message, code }) => ({
			status,
			body: { error: { message, type: 'invalid_request_error', param: null, code } },
		}),
		routes: [
			{
				method: 'POST',
				path: /^\/v1\/audio\/transcriptions$/,
				answer: (asked) => {
					const form = formOf(asked);
					const file = form.get('file');
					if (!(file instanceof File)) throw new Refusal(400, 'file: field required');
					if (!form.get('model')) throw new Refusal(400, 'model: field required');
					if (!audioName.test(file.name) || refusedFiles.has(file.name)) {
						throw new Refusal(400, 'Invalid file format.');
					}
					if (file.size > maxBytes) throw new Refusal(413, 'Maximum content size limit exceeded');
					const language = form.get('language') as string | null;
					const { name: fileName, type, size: bytes } = file;
					heard.push({ fileName, type, bytes, language });
					return { body: { text: `Words of ${fileName}` } };
				},
			},
			{
				method: 'POST',
				path: /^\/v1\/chat\/completions$/,
				answer: (asked) => {
					const asks = chat(asked);
					chats.push(asks);
					const content = `Summary: ${asks.messages.at(-1)?.content}`;
					const choice = { index: 0, message: { role: 'assistant', content } };
					return { body: { object: 'chat.completion', choices: [choice] } };
				},
			},
		],
		heard,
		chats,
		refusedFiles,
	};
}
