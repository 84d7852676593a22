import { FIELDS, LAST_INDEX, callAt, dayKey, type Call, type Facts, type Wish } from './calls.mts';
import { dayAt, dayFrame, parseIsoDate, type Day } from './days.mts';
import { splitObject, toJson } from './raw-json.mts';
import { callText } from './render.mts';
import type { ExtraRecord, Settings, Site } from '../server/settings.mts';
import type { View } from './view.mts';

/** A call that does not come from the seed: added at run time or given word for word. */
export interface PinnedCall {
	siteId: number;
	day: Day;
	/** Its place in the day, in seconds. */
	second: number;
	facts: Facts;
	text(view: View): string;
}

/** A call to add while the sandbox runs. */
export interface NewCall {
	/** Default: the first site. */
	siteId?: number;
	/** Unix seconds; default: now. */
	timestamp?: number;
	/** The call is still going on. */
	connected?: boolean;
	/** Values that replace those of the generated record; a bigint keeps all its digits. */
	fields?: Record<string, unknown>;
}

const FLAGS = ['uniqueCall', 'targetCall', 'uniqTargetCall', 'callbackCall', 'successful'] as const;

function textOf(raw: string | undefined): string | null {
	if (raw === undefined || !raw.startsWith('"')) return null;
	try {
		return JSON.parse(raw) as string;
	} catch {
		return null;
	}
}

/** Facts with the values of a record in place of its own. */
function withValues(facts: Facts, raw: Map<string, string>): Facts {
	const changed: Facts = { ...facts };
	for (const field of FIELDS) if (raw.has(field)) changed[field] = textOf(raw.get(field));
	for (const flag of FLAGS) if (raw.has(flag)) changed[flag] = raw.get(flag) === 'true';
	const callId = raw.get('callId');
	if (callId !== undefined) changed.callId = textOf(callId) ?? callId;
	changed.callphase = textOf(raw.get('callphase')) ?? changed.callphase;
	return changed;
}

const NO_FACTS: Omit<Facts, 'callDay'> = {
	callId: '',
	timestamp: 0,
	wallSecond: 86_399,
	sessionDay: null,
	uniqueCall: false,
	targetCall: false,
	uniqTargetCall: false,
	callbackCall: false,
	successful: true,
	callphase: 'calldisconnected',
	source: null,
	medium: null,
	utmSource: null,
	utmMedium: null,
	utmCampaign: null,
	utmContent: null,
	utmTerm: null,
	keyword: null,
	phoneNumber: null,
	callerNumber: null,
	clientId: null,
};

function valuesIn(json: string): Map<string, string> {
	try {
		return new Map(splitObject(json));
	} catch {
		// Text that is no JSON object is sent all the same; it only matches no filter.
		return new Map();
	}
}

/** A record given word for word; it stands at the time of its own `date`, else at the end. */
export function pinnedRecord(extra: ExtraRecord, settings: Settings): PinnedCall {
	const day = parseIsoDate(extra.date) ?? 0;
	const raw = valuesIn(extra.json);
	const clock = /(\d\d):(\d\d):(\d\d)$/.exec(textOf(raw.get('date')) ?? '');
	const second = clock
		? Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
		: NO_FACTS.wallSecond;
	return {
		siteId: extra.siteId ?? settings.sites[0]?.siteId ?? 0,
		day,
		second,
		facts: withValues({ ...NO_FACTS, callDay: day, wallSecond: second }, raw),
		text: () => extra.json,
	};
}

function replaced(text: string, values: Map<string, string>): string {
	const entries = new Map(splitObject(text));
	for (const [key, raw] of values) entries.set(key, raw);
	const pairs = [...entries].map(([key, raw]) => `${JSON.stringify(key)}:${raw}`);
	return `{${pairs.join(',')}}`;
}

/** A call added at run time; `number` says the how manyth it is. */
export function pinnedCall(
	wanted: NewCall,
	site: Site,
	number: number,
	settings: Settings,
): PinnedCall {
	const timestamp = wanted.timestamp ?? Math.floor(Date.now() / 1000);
	const day = dayAt(settings.timezone, timestamp);
	const frame = dayFrame(settings.timezone, day);
	const wish: Wish = { timestamp, connected: wanted.connected === true };
	const key = dayKey(settings.seed, site.siteId, day);
	const call: Call = callAt(site, key, frame, LAST_INDEX - number, wish);
	const pairs = Object.entries(wanted.fields ?? {});
	const values = new Map(pairs.map(([name, value]) => [name, toJson(value)]));
	return {
		siteId: site.siteId,
		day,
		second: timestamp - frame.start,
		facts: withValues(call, values),
		text: (view) => {
			const text = callText(call, view);
			return values.size > 0 ? replaced(text, values) : text;
		},
	};
}
