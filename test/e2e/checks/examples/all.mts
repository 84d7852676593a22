import { missedCallToChat } from './missedCallToChat.mts';
import type { Story } from './run.mts';

/** What must reach the outside, by the file of the example. Examples without a story only have to run. */
export const stories: Record<string, Story | undefined> = {
	'missed-call-to-chat.json': missedCallToChat,
	'new-call-to-crm.json': standingInFor('Find Contact', 'Add Call to Contact', 'Create Contact'),
	'recording-to-table.json': standingInFor('Transcribe', 'To Table'),
};

/** The nodes that speak to somebody without a stand-in give an empty item. */
function standingInFor(...nodes: string[]): Story {
	return async ({ run }) => {
		await run(Object.fromEntries(nodes.map((node) => [node, [{ json: {} }]])));
		return `stood in for: ${nodes.join(', ')}`;
	};
}
