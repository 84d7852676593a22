import { setImmediate as breathe } from 'node:timers/promises';
import type { CallBook } from './book.mts';
import type { Day } from './days.mts';
import type { Facts } from './calls.mts';
import type { View } from './view.mts';

const BLOCK_CALLS = 500;
const MOST_MATCHES_KEPT = 10_000;

interface Block {
	bytes: Buffer;
	/** Where each record starts; one more for the end. A comma stands before the next start. */
	starts: number[];
}

/** Which calls are asked for. */
export interface Selection {
	from: Day;
	to: Day;
	/** The days are those of the session, not of the call. */
	bySession: boolean;
	tests: Array<(facts: Facts) => boolean>;
	/** The same text for the same tests. */
	key: string;
}

/** The records of a page as JSON text without the outer brackets, and how many there are in all. */
interface Found {
	total: number;
	records: Buffer[];
}

/** Finds calls in a book and keeps the last texts and matches, so that pages come fast. */
export class PageReader {
	private readonly blocks = new Map<string, Block>();
	private readonly matches = new Map<string, Uint32Array>();
	private blockBytes = 0;
	private scratch = Buffer.alloc(2 * 1024 * 1024);

	constructor(readonly book: CallBook) {}

	/** The number of selected calls of each day that has some, in order. */
	async counts(siteId: number, selection: Selection): Promise<Map<Day, number>> {
		const counts = new Map<Day, number>();
		for (const day of this.daysOf(siteId, selection)) {
			const places = await this.placesOf(siteId, day, selection);
			const count = places?.length ?? this.book.count(siteId, day);
			if (count > 0) counts.set(day, count);
		}
		return counts;
	}

	/** Shows each selected call. */
	async forEach(siteId: number, selection: Selection, show: (facts: Facts) => void): Promise<void> {
		for (const day of this.daysOf(siteId, selection)) {
			const places = await this.placesOf(siteId, day, selection);
			const count = places?.length ?? this.book.count(siteId, day);
			for (let at = 0; at < count; at++) {
				show(this.book.facts(siteId, day, places?.[at] ?? at));
			}
			await breathe();
		}
	}

	/** A part of the selected calls, oldest first. */
	async find(
		siteId: number,
		selection: Selection,
		view: View,
		offset = 0,
		limit = Infinity,
	): Promise<Found> {
		const records: Buffer[] = [];
		let total = 0;
		for (const [day, count] of await this.counts(siteId, selection)) {
			const from = Math.max(0, offset - total);
			const to = Math.min(count, offset + limit - total);
			total += count;
			if (from >= to) continue;
			const places = await this.placesOf(siteId, day, selection);
			for (let at = from; at < to;) {
				const first = places?.[at] ?? at;
				const block = Math.floor(first / BLOCK_CALLS);
				let end = first + 1;
				const blockEnd = (block + 1) * BLOCK_CALLS;
				at++;
				while (at < to && end < blockEnd && (places?.[at] ?? at) === end) {
					end++;
					at++;
				}
				records.push(this.slice(siteId, day, block, view, first, end));
			}
		}
		return { total, records };
	}

	private daysOf(siteId: number, selection: Selection): Day[] {
		// A session is at most one day older than its call.
		const { from, to, bySession } = selection;
		return this.book.activeDays(siteId, from, bySession ? to + 1 : to);
	}

	/** The places of the selected calls in a day; undefined when all are selected. */
	private async placesOf(
		siteId: number,
		day: Day,
		selection: Selection,
	): Promise<Uint32Array | undefined> {
		if (selection.tests.length === 0) return undefined;
		const count = this.book.count(siteId, day);
		const key = `${siteId}|${day}|${count}${selection.key}`;
		const known = this.matches.get(key);
		if (known) return known;
		const places: number[] = [];
		for (let place = 0; place < count; place++) {
			const facts = this.book.facts(siteId, day, place);
			if (selection.tests.every((test) => test(facts))) places.push(place);
		}
		const matched = Uint32Array.from(places);
		if (this.matches.size >= MOST_MATCHES_KEPT) this.matches.clear();
		this.matches.set(key, matched);
		// Give way to other requests: their arrival is measured by this thread.
		await breathe();
		return matched;
	}

	private slice(
		siteId: number,
		day: Day,
		number: number,
		view: View,
		first: number,
		end: number,
	): Buffer {
		const { bytes, starts } = this.block(siteId, day, number, view);
		const base = number * BLOCK_CALLS;
		return bytes.subarray(starts[first - base], (starts[end - base] ?? 0) - 1);
	}

	private block(siteId: number, day: Day, number: number, view: View): Block {
		const dayCount = this.book.count(siteId, day);
		const key = `${siteId}|${day}|${dayCount}|${number}|${view.key}`;
		const known = this.blocks.get(key);
		if (known) return known;
		const base = number * BLOCK_CALLS;
		const count = Math.min(BLOCK_CALLS, dayCount - base);
		const starts = [0];
		let length = 0;
		for (let at = 0; at < count; at++) {
			const text = `${this.book.text(siteId, day, base + at, view)},`;
			// A character of UTF-16 takes at most three bytes of UTF-8.
			while (length + 3 * text.length > this.scratch.length) {
				this.scratch = Buffer.concat([this.scratch], 2 * this.scratch.length);
			}
			length += this.scratch.write(text, length);
			starts.push(length);
		}
		const block = { bytes: Buffer.from(this.scratch.subarray(0, length)), starts };
		this.keep(key, block);
		return block;
	}

	private keep(key: string, block: Block): void {
		this.blocks.set(key, block);
		this.blockBytes += block.bytes.length;
		const most = this.book.settings.cacheMegabytes * 1024 * 1024;
		for (const [oldKey, old] of this.blocks) {
			if (this.blockBytes <= most || oldKey === key) break;
			this.blocks.delete(oldKey);
			this.blockBytes -= old.bytes.length;
		}
	}
}
