import { equal } from 'node:assert/strict';
import type { Stage } from './run.mts';

export async function missedCallToChat({ run, services: { chatHook } }: Stage) {
	await run();
	equal(chatHook.messages.length, 1);
	const text = chatHook.messages[0]?.text ?? '';
	equal(text, 'Missed call from +79990000011 at 18:52, after 34 seconds. Source: google / organic');
	return text;
}
