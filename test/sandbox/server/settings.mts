import { parseIsoDate } from '../data/days.mts';
import { checkFault, type Fault } from './faults.mts';

/** One site of the account and the tokens that may read it. */
export interface Site {
	siteId: number;
	name: string;
	tokens: string[];
}

/** A record that is sent exactly as written. */
export interface ExtraRecord {
	/** The day it belongs to, `yyyy-mm-dd`; its place in the day comes from the record's own `date`. */
	date: string;
	/** The JSON text of the record, never parsed and never changed. */
	json: string;
	/** Default: the first site. */
	siteId?: number;
}

/** Everything that can be changed while the sandbox runs. */
export interface Settings {
	/**
	 * Refuses what the node must never send, too: what Calltouch takes from others but documents otherwise, keys that
	 * nobody knows, a token in a second place.
	 */
	strict: boolean;
	/** Same seed, site and day: same calls. */
	seed: number | string;
	sites: Site[];
	/** Time zone of the account. */
	timezone: string;
	/** First and last day with calls, `yyyy-mm-dd`; null: two years ago, today. */
	firstDay: string | null;
	lastDay: string | null;
	callsPerDay: number | ((day: string, siteId: number) => number);
	/** Number of calls of single days, `yyyy-mm-dd`; wins over `firstDay` and `lastDay`. */
	days: Record<string, number>;
	extraRecords: ExtraRecord[];
	/** Requests and deals that every day has from the start. */
	requestsPerDay: number;
	dealsPerDay: number;
	/** Every n-th call is still going on (`callconnected`); 0: none. */
	connectedEvery: number;
	/** Request starts allowed in any rolling second; 0: no limit. */
	limitPerSecond: number;
	/** The `Retry-After` header of a refused request. */
	retryAfter: number | 'date' | null;
	/** Wait before every answer. */
	latencyMs: number;
	journalMode: 'both' | 'plain';
	/** true: every page is page 1; 'everything': every page is one page with all records. */
	ignorePage: boolean | 'everything';
	totalKey: 'pageTotal' | 'totalPage' | 'none';
	/**
	 * How the journals of calls and deals go on after the answer to the first request: as they are, with their oldest
	 * record gone, or with every page from a list that is turned another way.
	 */
	unsteady: 'no' | 'leaving' | 'turning';
	emptyPageTotal: 0 | 1;
	/** The `callId` filter and the field filters have no effect. */
	ignoreFilters: boolean;
	/** What stands for the result of an entry that was not taken, and the key of the reason. */
	refusedResult: 'falsy' | 'null' | 'missing';
	refusalKey: 'errorMessage' | 'error';
	/** How writes whose answer is not documented are answered: item by item, with one word for all, or with nothing. */
	leadAnswers: 'list' | 'bare' | 'empty';
	statistics: 'on' | 'gone404' | 'goneRedirect' | 'goneHtml';
	missingRecording: '404' | 'json200' | 'empty200';
	/** Size of every recording. */
	recordingBytes: number;
	/** Memory for texts that were already made; enough for all of them makes every repeat instant. */
	cacheMegabytes: number;
	faults: Fault[];
}

export const DEFAULT_SITE_ID = 12345;
export const DEFAULT_TOKEN = 'sandbox-token-0123456789+/=.abc';
/** Serves the second and the third site, not the first. */
export const SECOND_TOKEN = 'sandbox-second-9876543210=/+.xyz';

/** More calls than this do not fit into the call ids of a day. */
export const MAX_CALLS_PER_DAY = 200_000;

/** A fresh copy of the settings a sandbox has when nothing else is asked for. */
export function defaultSettings(): Settings {
	return {
		strict: true,
		seed: 1,
		sites: [
			{ siteId: DEFAULT_SITE_ID, name: 'okna.example', tokens: [DEFAULT_TOKEN] },
			{ siteId: 23456, name: 'dveri.example', tokens: [DEFAULT_TOKEN, SECOND_TOKEN] },
			{ siteId: 34567, name: 'balkony.example', tokens: [SECOND_TOKEN] },
		],
		timezone: 'Europe/Moscow',
		firstDay: null,
		lastDay: null,
		callsPerDay: 20,
		days: {},
		extraRecords: [],
		requestsPerDay: 5,
		dealsPerDay: 4,
		connectedEvery: 0,
		limitPerSecond: 5,
		retryAfter: null,
		latencyMs: 0,
		journalMode: 'both',
		ignorePage: false,
		totalKey: 'pageTotal',
		unsteady: 'no',
		emptyPageTotal: 1,
		ignoreFilters: false,
		refusedResult: 'falsy',
		refusalKey: 'errorMessage',
		leadAnswers: 'list',
		statistics: 'on',
		missingRecording: '404',
		recordingBytes: 40_000,
		cacheMegabytes: 48,
		faults: [],
	};
}

const CHOICES: { [Key in keyof Settings]?: readonly unknown[] } = {
	strict: [true, false],
	journalMode: ['both', 'plain'],
	ignorePage: [true, false, 'everything'],
	totalKey: ['pageTotal', 'totalPage', 'none'],
	unsteady: ['no', 'leaving', 'turning'],
	emptyPageTotal: [0, 1],
	ignoreFilters: [true, false],
	refusedResult: ['falsy', 'null', 'missing'],
	refusalKey: ['errorMessage', 'error'],
	leadAnswers: ['list', 'bare', 'empty'],
	statistics: ['on', 'gone404', 'goneRedirect', 'goneHtml'],
	missingRecording: ['404', 'json200', 'empty200'],
};

function isCount(value: unknown, most: number, least = 0): boolean {
	return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function check(condition: boolean, key: string, rule: string): void {
	if (!condition) throw new Error(`Sandbox setting "${key}": ${rule}`);
}

function checkSites(sites: Site[]): void {
	check(Array.isArray(sites) && sites.length > 0, 'sites', 'give at least one site');
	for (const { siteId, name, tokens } of sites) {
		check(isCount(siteId, 1_048_575, 1), 'sites', 'a siteId is a number from 1 to 1048575');
		check(/^[\w.-]+$/.test(name), 'sites', 'a name is a host name');
		check(Array.isArray(tokens), 'sites', 'tokens is a list');
	}
}

function checkSettings(settings: Settings): void {
	for (const [key, allowed] of Object.entries(CHOICES)) {
		const value = settings[key as keyof Settings];
		check(allowed.includes(value), key, `one of ${allowed.join(', ')}`);
	}
	checkSites(settings.sites);
	new Intl.DateTimeFormat('en-US', { timeZone: settings.timezone });
	for (const key of ['firstDay', 'lastDay'] as const) {
		const day = settings[key];
		check(day === null || parseIsoDate(day) !== undefined, key, 'yyyy-mm-dd or null');
	}
	const { callsPerDay } = settings;
	const countRule = `a whole number from 0 to ${MAX_CALLS_PER_DAY}`;
	if (typeof callsPerDay !== 'function') {
		check(isCount(callsPerDay, MAX_CALLS_PER_DAY), 'callsPerDay', countRule);
	}
	for (const [day, count] of Object.entries(settings.days)) {
		check(parseIsoDate(day) !== undefined, 'days', `"${day}" is not a day yyyy-mm-dd`);
		check(isCount(count, MAX_CALLS_PER_DAY), 'days', countRule);
	}
	for (const { date, json } of settings.extraRecords) {
		check(parseIsoDate(date) !== undefined, 'extraRecords', 'date is yyyy-mm-dd');
		check(typeof json === 'string', 'extraRecords', 'json is a text');
	}
	check(isCount(settings.requestsPerDay, 500), 'requestsPerDay', 'a whole number up to 500');
	check(isCount(settings.dealsPerDay, 500), 'dealsPerDay', 'a whole number up to 500');
	check(isCount(settings.connectedEvery, 1e6), 'connectedEvery', 'a whole number');
	check(isCount(settings.limitPerSecond, 1e6), 'limitPerSecond', 'a whole number');
	check(isCount(settings.cacheMegabytes, 1e5), 'cacheMegabytes', 'a whole number');
	check(isCount(settings.latencyMs, 1e6), 'latencyMs', 'a whole number');
	check(isCount(settings.recordingBytes, 2 ** 31, 1024), 'recordingBytes', '1024 or more');
	settings.faults.forEach(checkFault);
}

/**
 * Settings with some of them changed. A key that is given replaces the old value whole.
 * Throws when a key is unknown or a value makes no sense.
 */
export function mergeSettings(current: Settings, partial: Partial<Settings>): Settings {
	for (const key of Object.keys(partial)) {
		if (!Object.hasOwn(current, key)) throw new Error(`Unknown sandbox setting "${key}"`);
	}
	const given = Object.entries(partial).filter(([, value]) => value !== undefined);
	const merged: Settings = { ...current, ...Object.fromEntries(given) };
	checkSettings(merged);
	return merged;
}
