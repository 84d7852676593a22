import { CHANNELS } from './channels.mts';
import { pick, randomFrom } from './random.mts';
import { clockText, idOf, type Seed, type StoredRecord } from './stored.mts';

const SUBJECTS = ['Форма на сайте', 'Заказать замер', 'Обратная связь'];
const NAMES = ['Иван', 'Мария', 'Пётр', 'Анна'];
/** Last names of the people who look after clients. */
export const MANAGERS = ['Иванова', 'Петров', 'Сидорова'];
const TAGS = ['Лид Самара', 'Повторный', 'Замер'];

/** A request as the journal shows it with every block; keys and order as clients know them. */
export function requestRecord(seed: Seed): StoredRecord {
	const random = randomFrom(seed.key);
	const channel = pick(CHANNELS, random());
	const { settings, siteId, timestamp, key } = seed;
	const site = settings.sites.find((one) => one.siteId === siteId);
	const hasSession = random() < 0.8;
	const target = random() < 0.6;
	const visitor = 800_000_000_000_000_000n + BigInt(key);
	const requestId = idOf(seed);
	const session = {
		sessionId: 1_900_000_000 + (key % 100_000_000),
		keywords: pick(channel.keywords, random()),
		city: 'moscow',
		ip: '198.51.100.21',
		browser: 'Chrome',
		source: channel.source,
		medium: channel.medium,
		ref: channel.ref,
		url: `https://www.${site?.name}/`,
		utmSource: channel.campaign === undefined ? '<не указано>' : channel.source,
		utmMedium: channel.campaign === undefined ? '<не указано>' : channel.medium,
		utmTerm: '<не указано>',
		utmContent: channel.content ?? '<не указано>',
		utmCampaign: channel.campaign ?? '<не указано>',
		guaClientId: `${1e8 + (key % 9e8)}.${timestamp - 600}`,
		sessionDate: clockText(settings, timestamp - 600),
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
		yandexDirect: channel.source === 'yandex' && channel.ads ? { ...channel.ads } : null,
		googleAdWords: null,
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
		mapVisits: hasSession ? [{ source: session.source, ctClientId: visitor }] : [],
		requestUrl: `https://www.${site?.name}/form`,
		ctClientId: visitor,
		dcm: [],
		ctGlobalId: null,
		widgetInfo: null,
		RequestTags: [{ category: '', type: 'MANUAL', names: [pick(TAGS, random())] }],
		customFields: [{ field: 'branch', value: `b${key % 3}` }],
	};
}
