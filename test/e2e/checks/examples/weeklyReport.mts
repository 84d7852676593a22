import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { callsOfWeek, mondayOf } from './yesterday.mts';

/** Names that somebody could put into the address of the site. */
const onlyNow = 'new <script>alert(1)</script>';
const onlyBefore = 'gone & "forgotten"';

export async function weeklyReport({ run, sandbox, services: { mail } }: Stage) {
	const noon = (weeksAgo: number) =>
		mondayOf(weeksAgo).plus({ days: 2, hours: 12 }).toUnixInteger();
	sandbox.addCall({ timestamp: noon(1), fields: { utmCampaign: onlyNow, source: 'mail' } });
	sandbox.addCall({ timestamp: noon(2), fields: { utmCampaign: onlyBefore, source: 'mail' } });
	await run();
	const [report, ...more] = mail.mails;
	deepEqual(more, []);
	equal(report?.from?.address, 'reports@example.com');
	deepEqual(
		report?.to?.map(({ address }) => address),
		['marketing@example.com'],
	);
	const { subject = '', text = '', html = '' } = report ?? {};
	const [calls, before] = [callsOfWeek(sandbox, 1).length, callsOfWeek(sandbox, 2).length];
	const percent = Math.round(((calls - before) / before) * 100);
	const change = `${percent > 0 ? '+' : ''}${percent}%`;
	ok(subject.endsWith(`: ${calls} (${change})`), subject);
	ok(text.includes(`\nTotal: ${calls}, week before ${before} (${change})`), text);
	ok(text.includes(`mail / ${onlyNow}: 1, week before 0 (new)`), text);
	ok(text.includes(`mail / ${onlyBefore}: 0, week before 1 (-100%)`), text);
	ok(!html.includes('<script'), 'A campaign can put a script into the mail');
	ok(html.includes('new &#60;script&#62;'), html);
	const lines = text.trim().split('\n').slice(2, -1);
	equal(sum(lines, /: (\d+), week before/), calls);
	equal(sum(lines, /week before (\d+)/), before);
	// Two bars for each campaign, and the largest number fills one.
	equal(html.match(/<table width="200"/g)?.length, 2 * lines.length);
	ok(html.includes('<td width="100%" bgcolor='));
	return subject;
}

function sum(lines: string[], figure: RegExp): number {
	return lines.reduce((total, line) => total + Number(figure.exec(line)?.[1]), 0);
}
