import { dealRecord } from './deal-records.mts';
import { requestRecord } from './request-records.mts';
import { dayOfId, generated, type Stored, type StoredRecord } from './stored.mts';
import type { Day } from './days.mts';
import { dayAt } from './days.mts';
import type { Settings } from '../server/settings.mts';

/** A request or a deal to add while the sandbox runs. */
export interface NewRecord {
	/** Default: the first site. */
	siteId?: number;
	/** Unix seconds; default: now. */
	timestamp?: number;
	/** Values that replace those of the usual record; a bigint keeps all its digits. */
	fields?: StoredRecord;
}

const FIRST_ADDED_INDEX = 512;

/** What was written to the sandbox: requests, deals, imported calls and what was said about leads. */
export class Ledger {
	readonly requests: Stored[] = [];
	readonly deals: Stored[] = [];
	/** What was said about leads, in the words of the bodies. */
	readonly marks: StoredRecord[] = [];
	/** References of imported calls. */
	readonly references = new Set<string>();
	/** Phones that were called back. */
	readonly callbacks = new Set<string>();
	/** Static numbers in use and what their calls are credited to. */
	readonly phones = new Map<string, StoredRecord>([
		['74990002000', { source: '74990002000', medium: 'offline' }],
		['74990002001', { source: 'billboard', medium: 'offline' }],
	]);
	/** What was changed in a deal, by site and number; null: deleted. */
	private readonly dealChanges = new Map<string, StoredRecord | null>();

	/** The journal of requests of one day, oldest first. */
	requestsOf(settings: Settings, siteId: number, day: Day): Stored[] {
		const made = generated(settings, siteId, day, settings.requestsPerDay, requestRecord);
		return merged(made, this.requests, settings, siteId, day);
	}

	/** The journal of deals of one day, oldest first. */
	dealsOf(settings: Settings, siteId: number, day: Day): Stored[] {
		const made = generated(settings, siteId, day, settings.dealsPerDay, dealRecord);
		return merged(made, this.deals, settings, siteId, day).flatMap((deal) => {
			const change = this.dealChanges.get(`${siteId}|${String(deal.record['orderNumber'])}`);
			if (change === null) return [];
			return [{ ...deal, record: { ...deal.record, ...change } }];
		});
	}

	/** Changes or, with null, deletes a deal; false when there is none of this number. */
	changeDeal(
		settings: Settings,
		siteId: number,
		orderNumber: string,
		change: StoredRecord | null,
	): boolean {
		const [, id] = /^A-(\d+)$/.exec(orderNumber) ?? [];
		const added = this.deals.find(
			(deal) => deal.siteId === siteId && deal.record['orderNumber'] === orderNumber,
		);
		const day = added ? dayAt(settings.timezone, added.timestamp) : dayOfId(Number(id ?? 0));
		const isKnown = this.dealsOf(settings, siteId, day).some(
			({ record }) => record['orderNumber'] === orderNumber,
		);
		if (!isKnown) return false;
		const key = `${siteId}|${orderNumber}`;
		this.dealChanges.set(key, change && { ...this.dealChanges.get(key), ...change });
		return true;
	}

	/** Whether the journal has a request of this id. */
	hasRequest(settings: Settings, siteId: number, requestId: number): boolean {
		const added = this.requests.find(({ record }) => record['requestId'] === requestId);
		const day = added ? dayAt(settings.timezone, added.timestamp) : dayOfId(requestId);
		return this.requestsOf(settings, siteId, day).some(
			({ record }) => record['requestId'] === requestId,
		);
	}

	/** Adds a request to the journal and gives its id. */
	addRequest(settings: Settings, wanted: NewRecord = {}): number {
		return Number(add(this.requests, settings, wanted, requestRecord)['requestId']);
	}

	/** Adds a deal to the journal and gives its id. */
	addDeal(settings: Settings, wanted: NewRecord = {}): number {
		return Number(add(this.deals, settings, wanted, dealRecord)['orderId']);
	}

	/** Changes values of a request or a deal that was added before, as somebody in the cabinet does. */
	update(key: 'requestId' | 'orderId', id: number, fields: StoredRecord): void {
		const list = key === 'requestId' ? this.requests : this.deals;
		const stored = list.find(({ record }) => record[key] === id);
		if (!stored) throw new Error(`No added record with ${key} ${id}`);
		stored.record = { ...stored.record, ...fields };
	}
}

function merged(
	made: Stored[],
	written: Stored[],
	{ timezone }: Settings,
	siteId: number,
	day: Day,
): Stored[] {
	const added = written.filter(
		(one) => one.siteId === siteId && dayAt(timezone, one.timestamp) === day,
	);
	return [...made, ...added].sort((a, b) => a.timestamp - b.timestamp);
}

function add(
	list: Stored[],
	settings: Settings,
	wanted: NewRecord,
	make: typeof requestRecord,
): StoredRecord {
	const siteId = wanted.siteId ?? settings.sites[0]?.siteId ?? 0;
	const timestamp = wanted.timestamp ?? Math.floor(Date.now() / 1000);
	const day = dayAt(settings.timezone, timestamp);
	const index = FIRST_ADDED_INDEX + list.length;
	const seed = { settings, siteId, day, index, key: index, timestamp };
	const record = { ...make(seed), ...wanted.fields };
	list.push({ siteId, timestamp, record });
	return record;
}
