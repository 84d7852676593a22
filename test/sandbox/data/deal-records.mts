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
	const { settings, siteId, timestamp, key } = seed;
	const random = randomFrom(key);
	const channel = pick(CHANNELS, random());
	const site = settings.sites.find((one) => one.siteId === siteId);
	const orderId = idOf(seed);
	const planned = 1000 * (1 + (key % 300));
	const status = pick(STATUSES, random());
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
		funnel: pick(FUNNELS, random()),
		service: null,
		siteId,
		manager: pick(MANAGERS, random()),
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
			city: 'moscow',
			url: `https://www.${site?.name}/`,
			sessionId: 1_900_000_000 + (key % 100_000_000),
			attribution: 1,
			yandexDirect: null,
			googleAdWords: null,
		},
		orderSource: {
			type: pick(SOURCES, random()),
			formName: null,
			callId: 22_010_007n * 1_000_000_000n + BigInt(key),
			duration: 554,
			callUrl: `https://www.${site?.name}/`,
		},
		origins: [{ type: 'CALL', source: channel.source, medium: channel.medium }],
	};
}
