import { callSummary } from './callSummary.mts';
import { callsSinceLastRun } from './callsSinceLastRun.mts';
import { callsToDataTable } from './callsToDataTable.mts';
import { callsToGoogleSheets } from './callsToGoogleSheets.mts';
import { missedCallToTelegram } from './missedCallToTelegram.mts';
import { newCallToAmoCrm } from './newCallToAmoCrm.mts';
import { newCallToBitrix24 } from './newCallToBitrix24.mts';
import { recordingsToS3 } from './recordingsToS3.mts';
import type { Story } from './run.mts';
import { sitesToGoogleSheets } from './sitesToGoogleSheets.mts';
import { tagToBitrix24Stage } from './tagToBitrix24Stage.mts';
import { targetCallToMetrica } from './targetCallToMetrica.mts';
import { weeklyReport } from './weeklyReport.mts';

/** What must reach the outside, by the file of the example. Examples without a story only have to run. */
export const stories: Record<string, Story | undefined> = {
	'call-summary.json': callSummary,
	'calls-since-last-run.json': callsSinceLastRun,
	'calls-to-data-table.json': callsToDataTable,
	'calls-to-google-sheets.json': callsToGoogleSheets,
	'missed-call-to-telegram.json': missedCallToTelegram,
	'new-call-to-amocrm.json': newCallToAmoCrm,
	'new-call-to-bitrix24.json': newCallToBitrix24,
	'recordings-to-s3.json': recordingsToS3,
	'sites-to-google-sheets.json': sitesToGoogleSheets,
	'tag-to-bitrix24-stage.json': tagToBitrix24Stage,
	'target-call-to-metrica.json': targetCallToMetrica,
	'weekly-report.json': weeklyReport,
};
