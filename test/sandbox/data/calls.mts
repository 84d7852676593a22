import { CHANNELS, CITIES, DEVICES, PAGES, type Channel, type Device } from './channels.mts';
import type { DayFrame } from './days.mts';
import { between, hashText, hex8, mix, pick, randomFrom } from './random.mts';
import type { Site } from '../server/settings.mts';

/** Text fields that a query can filter by. */
export const FIELDS = [
	'source',
	'medium',
	'utmSource',
	'utmMedium',
	'utmCampaign',
	'utmContent',
	'utmTerm',
	'keyword',
	'phoneNumber',
	'callerNumber',
	'clientId',
] as const;
export type Field = (typeof FIELDS)[number];

/** What the filters and the statistics look at. */
export interface Facts extends Record<Field, string | null> {
	callId: string;
	timestamp: number;
	callDay: number;
	/** Second of the day on the wall clock. */
	wallSecond: number;
	/** Day of the session; null when there was none. */
	sessionDay: number | null;
	uniqueCall: boolean;
	targetCall: boolean;
	uniqTargetCall: boolean;
	callbackCall: boolean;
	successful: boolean;
	callphase: string;
}

/** A generated call: all that its record is written from. */
export interface Call extends Facts {
	/** A hash of its own, for values that need no name here. */
	key: number;
	site: Site;
	channel: Channel;
	template: number;
	/** Seconds to add to its timestamp to get the wall clock. */
	offset: number;
	sessionWall: number | null;
	duration: number;
	waitingConnect: number | null;
	city: string;
	device: Device;
	page: string;
	callPage: string;
}

// A call id holds the site (20 bits), the day since 2000-01-01 (15 bits) and the index (18 bits).
const FIRST_DAY = 10_957;
const LAST_DAY = FIRST_DAY + 2 ** 15 - 1;
const INDEXES = 2 ** 18;
const DAYS = 2 ** 15;
const UNKNOWN = '<не указано>';
const UNFILLED = '<не заполнено>';
const CHOICES = CHANNELS.flatMap((channel) => Array<Channel>(channel.weight).fill(channel));

/** The highest index of a day; added calls take indexes from here down. */
export const LAST_INDEX = INDEXES - 1;

/** Whether a day can have calls at all. */
export function dayHasIds(day: number): boolean {
	return day >= FIRST_DAY && day <= LAST_DAY;
}

/** The id of a call; no two sites, days or indexes share one. */
export function callIdOf(siteId: number, day: number, index: number): string {
	return String((siteId * DAYS + (day - FIRST_DAY)) * INDEXES + index);
}

/** The site, day and index inside a call id. */
export function partsOfCallId(callId: string): { siteId: number; day: number; index: number } {
	const id = Number(callId);
	const siteAndDay = Math.floor(id / INDEXES);
	const siteId = Math.floor(siteAndDay / DAYS);
	return { siteId, day: siteAndDay - siteId * DAYS + FIRST_DAY, index: id - siteAndDay * INDEXES };
}

/** The hash that all calls of one site and day start from. */
export function dayKey(seed: number | string, siteId: number, day: number): number {
	return mix(mix(hashText(String(seed)), siteId), day);
}

/** The second of the day at which a call comes: most calls come in working hours. */
export function secondOf(key: number, index: number, dayLength: number): number {
	const random = randomFrom(mix(key, index));
	const working = random() < 0.88;
	const place = random();
	const second = working ? 8 * 3600 + place * 13 * 3600 : place * dayLength;
	return Math.min(dayLength - 1, Math.floor(second));
}

function talkTime(template: number, successful: boolean, random: number): number {
	if (template === 6) return between(-60, -1, random);
	if (template === 5) return between(0, 5, random);
	if (!successful) return 0;
	if (template === 3) return between(3, 45, random);
	return between(20, 900, random * random);
}

function utmOf(channel: Channel, keyword: string) {
	if (channel.medium === 'offline') {
		return { source: channel.source, campaign: channel.source, content: UNFILLED, term: UNFILLED };
	}
	if (channel.campaign === undefined) {
		return { source: UNKNOWN, campaign: UNKNOWN, content: UNKNOWN, term: UNKNOWN };
	}
	const { source, campaign, content = UNKNOWN } = channel;
	return { source, campaign, content, term: keyword };
}

/** How a call differs from the call that the seed gives. */
export interface Wish {
	timestamp?: number;
	connected?: boolean;
}

/** The call with an index of a day. Cheap: nothing is kept. */
export function callAt(
	site: Site,
	key: number,
	frame: DayFrame,
	index: number,
	wish: Wish = {},
): Call {
	const random = randomFrom(mix(mix(key, index), 0x51ab));
	const timestamp = wish.timestamp ?? frame.start + secondOf(key, index, frame.end - frame.start);
	const offset = frame.offsetAt(timestamp);
	const channel = pick(CHOICES, random());
	const template = pick(channel.templates, random());
	const connected = wish.connected === true;
	const missed = random() < 0.09 && template !== 6 && template !== 2;
	const successful = template !== 5 && !missed && !connected;
	const duration = connected ? 0 : talkTime(template, successful, random());
	const uniqueCall = random() < 0.62;
	const targetCall = random() < 0.7 && duration >= 30;
	const lead = random() < 0.12 ? between(3600, 72_000, random()) : between(5, 1800, random());
	const offline = channel.medium === 'offline';
	const sessionWall = offline ? null : timestamp - lead + frame.offsetAt(timestamp - lead);
	const keyword = pick(channel.keywords, random());
	const utm = utmOf(channel, keyword);
	const page = pick(PAGES, random());
	const waits = !successful || template === 2 || template === 6 || template === 7;
	const waiting = between(successful ? 1 : 15, successful ? 25 : 60, random());
	const visitor = mix(mix(key, index), 0x77);
	return {
		callId: callIdOf(site.siteId, frame.day, index),
		timestamp,
		callDay: frame.day,
		wallSecond: timestamp + offset - frame.day * 86_400,
		sessionDay: sessionWall === null ? null : Math.floor(sessionWall / 86_400),
		uniqueCall,
		targetCall,
		uniqTargetCall: uniqueCall && targetCall,
		callbackCall: template === 4 || template === 5,
		successful,
		callphase: connected ? 'callconnected' : 'calldisconnected',
		source: channel.source,
		medium: channel.medium,
		utmSource: utm.source,
		utmMedium: channel.campaign === undefined && !offline ? UNKNOWN : channel.medium,
		utmCampaign: utm.campaign,
		utmContent: utm.content,
		utmTerm: utm.term,
		keyword,
		phoneNumber: channel.phoneNumber,
		callerNumber: `7999000${String(between(0, 9999, random())).padStart(4, '0')}`,
		clientId: offline ? null : `${1e8 + (visitor % 9e8)}.${timestamp - lead}`,
		key: visitor,
		site,
		channel,
		template,
		offset,
		sessionWall,
		duration,
		waitingConnect: waits ? waiting : null,
		city: pick(CITIES, random()),
		device: pick(DEVICES, random()),
		page,
		callPage: random() < 0.25 ? pick(PAGES, random()) : page,
	};
}

/** The id of the caller: 32 hexadecimal digits that depend on the phone number only. */
export function callerIdOf(callerNumber: string): string {
	const hash = hashText(callerNumber);
	return [1, 2, 3, 4].map((part) => hex8(mix(hash, part))).join('');
}

/** The id of the visitor: 18 digits, wider than 2^53, different for every call. */
export function visitorIdOf(call: Call): string {
	return `8${call.callId.padStart(16, '0')}${1 + (call.key % 9)}`;
}
