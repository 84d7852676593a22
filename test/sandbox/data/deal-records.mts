import { callIdOf } from './calls.mts';
import { CHANNELS } from './channels.mts';
import { pick, randomFrom } from './random.mts';
import { MANAGERS } from './request-records.mts';
import { clockText, idOf, type Seed, type StoredRecord } from './stored.mts';

const STATUSES = ['New', 'In progress', 'Won', 'Lost'];
/** Pipelines of the deals. */
const FUNNELS = ['Main', 'Service'];
const SOURCES = ['CALL', 'REQUEST', 'CHAT'];

/** A deal as the journal shows it with every block. */
export function dealRecord(seed: Seed): StoredRecord {
	const { settings, siteId, day, index, timestamp, key } = seed;
	const random = randomFrom(key);
	const channel = pick(CHANNELS, random());
	const site = settings.sites.find((one) => one.siteId === siteId);
	const orderId = idOf(seed);
	const planned = 1000 * (1 + (key % 300));
	const status = pick(STATUSES, random());
	const manager = pick(MANAGERS, random());
	const funnel = pick(FUNNELS, random());
	const source = pick(SOURCES, random());
	const isCall = source === 'CALL';
	return {
		orderId,
		orderNumber: `A-${orderId}`,
		orderName: `Deal ${orderId}`,
		orderStatus: status,
		createdDate: clockText(settings, timestamp + 60),
		orderDate: clockText(settings, timestamp),
		updatedDate: clockText(settings, timestamp + 3600),
		plannedAmount: planned,
		completedAmount: status === 'Won' ? planned : 0,
		funnel,
		service: null,
		siteId,
		manager,
		comment: [{ text: 'Перезвонить' }],
		tags: [{ category: '', type: 'MANUAL', names: ['vip'] }],
		client: {
			fio: 'Иван',
			phones: [`7999${1_000_000 + (key % 9_000_000)}`],
			emails: [`client${key % 1000}@example.com`],
		},
		visit: {
			utmSource: channel.source,
			utmMedium: channel.medium,
			utmCampaign: channel.campaign ?? null,
			utmContent: channel.content ?? null,
			utmTerm: null,
			source: channel.source,
			keyword: channel.keywords[0],
			city: 'moscow',
			url: `https://www.${site?.name}/`,
			ref: channel.ref,
			sessionId: 1_900_000_000 + (key % 100_000_000),
			attribution: 1,
			yaClientId: `${timestamp}123456781`,
			gaClientId: `${1e8 + (key % 9e8)}.${timestamp}`,
			yandexDirect: null,
			googleAdWords: null,
		},
		orderSource: {
			type: source,
			formName: source === 'REQUEST' ? 'Форма на сайте' : null,
			callId: isCall ? Number(callIdOf(siteId, day, index)) : null,
			duration: isCall ? 554 : null,
			callUrl: isCall ? `https://www.${site?.name}/` : null,
		},
		origins: [{ type: source, source: channel.source, medium: channel.medium }],
	};
}
