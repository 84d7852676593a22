import { callsSinceLastRun } from './callsSinceLastRun.mts';
import { missedCallToTelegram } from './missedCallToTelegram.mts';
import { newCallToAmoCrm } from './newCallToAmoCrm.mts';
import { newCallToBitrix24 } from './newCallToBitrix24.mts';
import type { Story } from './run.mts';
import { tagToBitrix24Stage } from './tagToBitrix24Stage.mts';
import { targetCallToMetrica } from './targetCallToMetrica.mts';

/** What must reach the outside, by the file of the example. Examples without a story only have to run. */
export const stories: Record<string, Story | undefined> = {
	'calls-since-last-run.json': callsSinceLastRun,
	'missed-call-to-telegram.json': missedCallToTelegram,
	'new-call-to-amocrm.json': newCallToAmoCrm,
	'new-call-to-bitrix24.json': newCallToBitrix24,
	'recording-to-table.json': standingInFor('Transcribe', 'To Table'),
	'tag-to-bitrix24-stage.json': tagToBitrix24Stage,
	'target-call-to-metrica.json': targetCallToMetrica,
};

/** The nodes that speak to somebody without a stand-in give an empty item. */
function standingInFor(...nodes: string[]): Story {
	return async ({ run }) => {
		await run(Object.fromEntries(nodes.map((node) => [node, [{ json: {} }]])));
		return `stood in for: ${nodes.join(', ')}`;
	};
}
