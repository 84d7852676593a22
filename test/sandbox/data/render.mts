import { readFileSync } from 'node:fs';
import { BLOCKS } from './blocks.mts';
import { callerIdOf, visitorIdOf, type Call } from './calls.mts';
import { wallTime } from './days.mts';
import { hex8, mix } from './random.mts';
import { compact, splitArray, splitObject } from './raw-json.mts';
import type { View } from './view.mts';

// Read as text: the visitor ids in it are wider than 2^53.
const RECORDS = splitArray(readFileSync(new URL('./records.json', import.meta.url), 'utf8'));
/** Keys that came after the records were captured. */
const NEWER = [['poolType', 'null']] as const;

type Writer = (call: Call, view: View) => string;

const quoted = (text: string | null) => (text === null ? 'null' : `"${text}"`);
const hasSession = (call: Call) => call.sessionWall !== null;
const inSession = (write: (call: Call) => string): Writer => {
	return (call) => (hasSession(call) ? write(call) : 'null');
};

function urlOf(call: Call, page: string): string {
	const { channel, site } = call;
	const address = `https://www.${site.name}/${page}`;
	if (channel.campaign === undefined) return address;
	const { ads } = channel;
	const tracking =
		channel.source === 'yandex' && ads
			? `calltouch_tm=yd_c:${ads.campaignId}_gb:${ads.groupId}_ad:${ads.adId}_ph:${ads.criteriaId}_st:search_pt:premium_p:1_s:none_dt:desktop_reg:213_ret:${ads.criteriaId}_apt:none&`
			: '';
	const marks = `utm_source=${call.utmSource}&utm_medium=${call.utmMedium}&utm_campaign=${call.utmCampaign}&utm_term=${call.utmTerm}&utm_content=${call.utmContent}`;
	return `${address}?${tracking}${marks}&yclid=2400000000000000000`;
}

function statusOf(call: Call): string {
	if (call.callphase === 'callconnected') return 'null';
	if (!call.successful) return '"The call was not accepted by the caller"';
	return templateOf(call).raw.get('statusDetails') ?? 'null';
}

function redirectOf(call: Call): string {
	const sip = templateOf(call).raw.get('redirectNumber')?.startsWith('"sip:');
	return sip ? `"sip:${call.phoneNumber}@192.0.2.10"` : quoted(call.phoneNumber);
}

function referenceOf(call: Call): string {
	if (!hasSession(call)) return `"${call.timestamp}.${37_000 + (call.key % 1000)}"`;
	return `"${hex8(mix(call.key, 3))}-${hex8(call.key).slice(4)}-11ee-bfca-000000000000"`;
}

/** What a dynamic number is called is made up; the other two words are those of webhooks. */
function poolTypeOf(call: Call): string {
	if (call.callbackCall) return 'null';
	return hasSession(call) ? '"dynamic"' : '"staticOffline"';
}

/** The keys that differ from call to call; all other values stay those of the captured record. */
const WRITERS: Record<string, Writer> = {
	callId: (call) => call.callId,
	callphase: (call) => quoted(call.callphase),
	attribution: (_call, view) => view.attribution,
	callTags: (call, view) =>
		view.include.withCallTags ? (templateOf(call).raw.get('callTags') ?? 'null') : 'null',
	date: (call) => `"${wallTime(call.timestamp + call.offset)}"`,
	duration: (call) => String(call.duration),
	callerNumber: (call) => quoted(call.callerNumber),
	redirectNumber: redirectOf,
	phoneNumber: (call) => quoted(call.phoneNumber),
	successful: (call) => String(call.successful),
	uniqueCall: (call) => String(call.uniqueCall),
	targetCall: (call) => String(call.targetCall),
	uniqTargetCall: (call) => String(call.uniqTargetCall),
	callbackCall: (call) => String(call.callbackCall),
	city: (call) => quoted(call.city),
	source: (call) => quoted(call.source),
	medium: (call) => quoted(call.medium),
	keyword: (call) => quoted(call.keyword),
	url: inSession((call) => quoted(urlOf(call, call.page))),
	callUrl: inSession((call) => quoted(urlOf(call, call.callPage))),
	ref: (call) => quoted(call.channel.ref),
	hostname: inSession((call) => quoted(call.site.name)),
	utmSource: (call) => quoted(call.utmSource),
	utmMedium: (call) => quoted(call.utmMedium),
	utmCampaign: (call) => quoted(call.utmCampaign),
	utmContent: (call) => quoted(call.utmContent),
	utmTerm: (call) => quoted(call.utmTerm),
	sessionId: inSession((call) => String(1_900_000_000 + (call.key % 100_000_000))),
	ctCallerId: (call) => quoted(callerIdOf(call.callerNumber ?? '')),
	clientId: (call) => quoted(call.clientId),
	yaClientId: inSession((call) => `"${call.timestamp - 60}${1e8 + (call.key % 9e8)}"`),
	sipCallId: inSession((call) => `"${hex8(call.key)}-0001-123d-ccb8-005056be83e0"`),
	userAgent: inSession((call) => quoted(call.device.userAgent)),
	ip: inSession((call) => `"198.51.100.${1 + (call.key % 254)}"`),
	waitingConnect: (call) => String(call.waitingConnect),
	callReferenceId: referenceOf,
	device: inSession((call) => quoted(call.device.device)),
	os: inSession((call) => quoted(call.device.os)),
	browser: inSession((call) => quoted(call.device.browser)),
	timestamp: (call) => String(call.timestamp),
	sessionDate: (call) =>
		call.sessionWall === null ? 'null' : `"${wallTime(call.sessionWall, 12)}"`,
	siteId: (call) => String(call.site.siteId),
	siteName: (call) => quoted(call.site.name),
	ctClientId: inSession(visitorIdOf),
	subPoolName: (call) =>
		hasSession(call) ? (templateOf(call).raw.get('subPoolName') ?? 'null') : quoted(call.source),
	statusDetails: statusOf,
	poolType: poolTypeOf,
	...BLOCKS,
};

interface Template {
	raw: Map<string, string>;
	/** What stands before each written value, and after the last one. */
	pieces: string[];
	writers: Writer[];
}

function templateFrom(record: string): Template {
	const entries = [...splitObject(compact(record)), ...NEWER];
	const pieces: string[] = [];
	const writers: Writer[] = [];
	let piece = '{';
	entries.forEach(([key, raw], at) => {
		piece += `${at > 0 ? ',' : ''}${JSON.stringify(key)}:`;
		const writer = Object.hasOwn(WRITERS, key) ? WRITERS[key] : undefined;
		if (writer) {
			pieces.push(piece);
			writers.push(writer);
			piece = '';
		} else piece += raw;
	});
	pieces.push(`${piece}}`);
	return { raw: new Map(entries), pieces, writers };
}

const TEMPLATES = RECORDS.map(templateFrom);

function templateOf(call: Call): Template {
	const template = TEMPLATES[call.template - 1];
	if (!template) throw new Error(`No captured record ${call.template}`);
	return template;
}

/** The JSON text of a generated call. */
export function callText(call: Call, view: View): string {
	const { pieces, writers } = templateOf(call);
	let text = '';
	for (let at = 0; at < writers.length; at++) {
		text += pieces[at];
		text += writers[at]?.(call, view);
	}
	return text + pieces[writers.length];
}
