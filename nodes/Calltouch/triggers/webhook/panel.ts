import type { INodeTypeDescription } from 'n8n-workflow';

/** Parameters to tick in Calltouch, by the tab on which the webhook is set up. */
const ticks = {
	calls:
		'id, leadtype, callphase, callerphone, phonenumber, calltime, timestamp, duration, waiting_time, status, unique, targetcall, uniqtargetcall, callback, source, medium, utm_source, utm_medium, utm_campaign, utm_content, utm_term, reclink',
	requests: 'requestId, requestNumber, requestDate, subject, fio, callerphone',
	changes: 'changedFields',
};

const setupSteps = [
	'Open <b>Webhook URLs</b> and copy the <b>Production URL</b>.',
	'To let in nobody but Calltouch, create a <b>Calltouch Webhook API</b> credential with a secret of Latin letters and digits, choose it here, and add the secret at the end, so that the address becomes <code>https://…/calltouch?secret=your-secret</code>. If the secret has a <code>#</code>, write it as <code>%23</code>, because nothing after it would be sent.',
	'In Calltouch, open <b>Integrations > Send data to external systems > Webhooks</b> and add a webhook.',
	'Paste the address, choose the method <b>POST</b>, and choose the events: call start, call end, new request, changes of a lead, deals or chats.',
	`Tick the parameters. For calls: <code>${ticks.calls}</code>. For requests also: <code>${ticks.requests}</code>. For changes also: <code>${ticks.changes}</code>.`,
	'If your Calltouch account is not on Moscow time, choose its zone under <b>Options > Account Time Zone</b>.',
	'Save the webhook, publish this workflow, and make a call.',
];

const setupList = `<ol>${setupSteps.map((step) => `<li>${step}</li>`).join('')}</ol>`;

/** Setup instructions in the editor: Calltouch has no API to register a webhook, so users do it by hand. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Let Calltouch call this workflow',
	executionsHelp: {
		inactive: `Calltouch sends its webhooks to an address that you paste there:${setupList}To try it first, paste the <b>Test URL</b> instead, click <b>Execute step</b>, and make a call or send a test from Calltouch.`,
		active: `This workflow runs whenever Calltouch sends something to the <b>Production URL</b>. The runs are in the list of executions. How to set up the webhook in Calltouch:${setupList}`,
	},
	activationHint:
		'Publish the workflow, and paste the Production URL in Calltouch under Integrations > Send data to external systems > Webhooks.',
};
