import { performance } from 'node:perf_hooks';
import type { World } from './api.mts';
import { CallBook } from '../data/book.mts';
import { parseIsoDate } from '../data/days.mts';
import { FaultPlan } from './faults.mts';
import { Ledger, type NewRecord } from '../data/ledger.mts';
import { Limiter } from './limiter.mts';
import { recordingBytes, recordingSha256 } from '../data/mp3.mts';
import { PageReader } from '../data/pages.mts';
import type { NewCall } from '../data/pinned.mts';
import { createLog } from './request-log.mts';
import { defaultSettings, mergeSettings, type Settings } from './settings.mts';

/** How many requests there were. */
export interface Counts {
	/** All requests, without those to the control endpoint. */
	total: number;
	/** Requests that the rate limit let through. */
	served: number;
	/** Requests that the rate limit refused with 429. */
	refused: number;
	/** The most requests that arrived in any rolling second, refused ones included. */
	peakPerSecond: number;
}

/** Settings that change no call and no text. */
const ofTheWire = new Set(['faults', 'latencyMs', 'limitPerSecond', 'retryAfter']);

/** Everything that changes while a sandbox runs. */
export class SandboxState {
	readonly requests = createLog();
	readonly startTime = performance.now();
	settings: Settings;
	limiter = new Limiter();
	ledger = new Ledger();
	faults: FaultPlan;
	private book: CallBook;
	private pages: PageReader;
	private served = 0;
	private refused = 0;

	constructor(private readonly firstSettings: Partial<Settings>) {
		this.settings = mergeSettings(defaultSettings(), firstSettings);
		this.faults = new FaultPlan(this.settings.faults);
		this.book = new CallBook(this.settings);
		this.pages = new PageReader(this.book);
	}

	/** What endpoints answer from. */
	get world(): World {
		const { settings, book, pages, ledger } = this;
		return { settings, book, pages, ledger, addCall: (call) => this.addCall(call) };
	}

	get counts(): Counts {
		const { served, refused } = this;
		return { total: served + refused, served, refused, peakPerSecond: this.limiter.peak };
	}

	/** Counts a request that arrives now; false when the rate limit refuses it. */
	admit(now: number): boolean {
		const admitted = this.limiter.admit(now, this.settings.limitPerSecond);
		if (admitted) this.served++;
		else this.refused++;
		return admitted;
	}

	configure(partial: Partial<Settings>): void {
		const settings = mergeSettings(this.settings, partial);
		if (Object.keys(partial).some((key) => !ofTheWire.has(key))) {
			this.useBook(this.book.moveTo(settings));
		}
		this.settings = settings;
		if (partial.faults !== undefined) this.faults = new FaultPlan(settings.faults);
	}

	reset(): void {
		this.settings = mergeSettings(defaultSettings(), this.firstSettings);
		this.faults = new FaultPlan(this.settings.faults);
		this.useBook(new CallBook(this.settings));
		this.limiter = new Limiter();
		this.ledger = new Ledger();
		this.served = 0;
		this.refused = 0;
		this.requests.clear();
	}

	addCall(call: NewCall = {}): string {
		const callId = this.book.add(call);
		this.useBook(this.book);
		return callId;
	}

	updateCall(callId: number | string, change: Pick<NewCall, 'connected' | 'fields'>): void {
		this.book.update(String(callId), change);
		this.useBook(this.book);
	}

	addRequest(request?: NewRecord): number {
		return this.ledger.addRequest(this.settings, request);
	}

	addDeal(deal?: NewRecord): number {
		return this.ledger.addDeal(this.settings, deal);
	}

	callIds(siteId: number, isoDay: string): string[] {
		const day = parseIsoDate(isoDay);
		if (day === undefined) throw new Error(`"${isoDay}" is not a day yyyy-mm-dd`);
		const count = this.book.count(siteId, day);
		return Array.from({ length: count }, (_, at) => this.book.facts(siteId, day, at).callId);
	}

	recording(callId: number | string): Buffer {
		const { recordingBytes: size, recordingFormat } = this.settings;
		return recordingBytes(callId, size, recordingFormat);
	}

	recordingSha256(callId: number | string): string {
		return recordingSha256(callId, this.settings.recordingBytes);
	}

	/** Forgets the texts that were made from the calls before. */
	private useBook(book: CallBook): void {
		this.book = book;
		this.pages = new PageReader(book);
	}
}
