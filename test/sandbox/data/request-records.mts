import { CHANNELS, DEVICES, type Channel, type Device } from './channels.mts';
import { pick, randomFrom } from './random.mts';
import { clockText, idOf, type Seed, type StoredRecord } from './stored.mts';

const SUBJECTS = ['Форма на сайте', 'Заказать замер', 'Обратная связь'];
const NAMES = ['Иван', 'Мария', 'Пётр', 'Анна'];
/** Last names of the people who look after clients. */
export const MANAGERS = ['Иванова', 'Петров', 'Сидорова'];
const TAGS = ['Лид Самара', 'Повторный', 'Замер'];

/** Seconds from the begin of a session to its request. */
export const SESSION_LEAD = 600;

/** The IDs of an advert, in the keys that requests have. */
function adsOf({ ads, source }: Channel, wanted: string, advert: string): StoredRecord | null {
	if (source !== wanted || !ads) return null;
	const { campaignId, groupId, adId, criteriaId } = ads;
	return { campaignId, adGroupId: groupId, [advert]: adId, criteriaId };
}

const VISIT_KEYS = [
	'utmSource',
	'sessionDate',
	'city',
	'ip',
	'utmTerm',
	'utmContent',
	'sessionId',
	'source',
	'medium',
	'utmCampaign',
	'url',
	'ref',
	'additionalTags',
	'utmMedium',
	'guaClientId',
	'ctGlobalId',
] as const;

/** A session as one of the visits of a client. */
function visitOf(session: StoredRecord, { userAgent }: Device, ctClientId: bigint): StoredRecord {
	const shared = Object.fromEntries(VISIT_KEYS.map((key) => [key, session[key]]));
	return { ...shared, userAgent, keyword: session['keywords'], ctClientId };
}

/** A request as the journal shows it with every block; keys and order as clients know them. */
export function requestRecord(seed: Seed): StoredRecord {
	const random = randomFrom(seed.key);
	const channel = pick(CHANNELS, random());
	const { settings, siteId, timestamp, key } = seed;
	const site = settings.sites.find((one) => one.siteId === siteId);
	const hasSession = random() < 0.8;
	const target = random() < 0.6;
	const device = pick(DEVICES, (key % 97) / 97);
	const visitor = 800_000_000_000_000_000n + BigInt(key);
	const requestId = idOf(seed);
	const session = {
		sessionId: 1_900_000_000 + (key % 100_000_000),
		keywords: pick(channel.keywords, random()),
		city: 'moscow',
		ip: '198.51.100.21',
		browser: device.browser,
		browserName: device.browser,
		device: device.device,
		os: device.os,
		source: channel.source,
		medium: channel.medium,
		ref: channel.ref,
		url: `https://www.${site?.name}/`,
		utmSource: channel.campaign === undefined ? '<не указано>' : channel.source,
		utmMedium: channel.campaign === undefined ? '<не указано>' : channel.medium,
		utmTerm: '<не указано>',
		utmContent: channel.content ?? '<не указано>',
		utmCampaign: channel.campaign ?? '<не указано>',
		guaClientId: `${1e8 + (key % 9e8)}.${timestamp - SESSION_LEAD}`,
		sessionDate: clockText(settings, timestamp - SESSION_LEAD),
		attrs: { plan: `p${key % 5}` },
		attribution: 1,
		yaClientId: `${timestamp}123456781`,
		additionalTags: [],
		ctGlobalId: null,
	};
	return {
		date: timestamp * 1000,
		dateStr: clockText(settings, timestamp),
		comments: [],
		requestType: null,
		manager: random() < 0.4 ? pick(MANAGERS, random()) : null,
		session: hasSession ? session : null,
		subject: pick(SUBJECTS, random()),
		uniqTargetRequest: target,
		uniqueRequest: true,
		targetRequest: target,
		yandexDirect: adsOf(channel, 'yandex', 'adId'),
		googleAdWords: adsOf(channel, 'google', 'creativeId'),
		requestNumber: `R-${requestId}`,
		requestId,
		client: {
			clientId: 77_000 + (key % 1000),
			fio: pick(NAMES, random()),
			phones: [{ phoneNumber: `7999${1_000_000 + (key % 9_000_000)}`, phoneType: 'MOBILE' }],
			contacts: [{ contactType: 'EMAIL', contactValue: `client${key % 1000}@example.com` }],
		},
		siteId,
		orders: [],
		status: null,
		order: null,
		mapVisits: hasSession ? [visitOf(session, device, visitor)] : [],
		hostname: site?.name ?? null,
		requestUrl: `https://www.${site?.name}/form`,
		ctClientId: visitor,
		dcm: [],
		ctGlobalId: null,
		widgetInfo: null,
		RequestTags: [{ category: '', type: 'MANUAL', names: [pick(TAGS, random())] }],
		customFields: [{ field: 'branch', value: `b${key % 3}` }],
	};
}
