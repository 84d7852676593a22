import { callSummary } from './callSummary.mts';
import { callsToDataTable } from './callsToDataTable.mts';
import { callsToGoogleSheets } from './callsToGoogleSheets.mts';
import { missedCallToChat } from './missedCallToChat.mts';
import { recordingsToS3 } from './recordingsToS3.mts';
import type { Story } from './run.mts';
import { sitesToGoogleSheets } from './sitesToGoogleSheets.mts';
import { weeklyReport } from './weeklyReport.mts';

/** What must reach the outside, by the file of the example. Examples without a story only have to run. */
export const stories: Record<string, Story | undefined> = {
	'call-summary.json': callSummary,
	'calls-to-data-table.json': callsToDataTable,
	'calls-to-google-sheets.json': callsToGoogleSheets,
	'missed-call-to-chat.json': missedCallToChat,
	'new-call-to-crm.json': standingInFor('Find Contact', 'Add Call to Contact', 'Create Contact'),
	'recordings-to-s3.json': recordingsToS3,
	'sites-to-google-sheets.json': sitesToGoogleSheets,
	'weekly-report.json': weeklyReport,
};

/** The nodes that speak to somebody without a stand-in give an empty item. */
function standingInFor(...nodes: string[]): Story {
	return async ({ run }) => {
		await run(Object.fromEntries(nodes.map((node) => [node, [{ json: {} }]])));
		return `stood in for: ${nodes.join(', ')}`;
	};
}
