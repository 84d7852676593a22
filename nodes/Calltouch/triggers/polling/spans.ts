import { addDays, startOfDay, type Day } from '../../api/time/dates';
import type { Entry } from './journal';

/** A period whose records were dealt with, although their IDs are no longer kept. */
export interface Span {
	/** Unix seconds. */
	from: number;
	/** Exclusive. */
	to: number;
	/** Emitted records from before the span. */
	early: Set<string>;
	/** Records of the span that had not ended: they were not dealt with. */
	open: Set<string>;
}

/** Bounds the spans of a workflow that is switched off and on for years. */
const maxSpans = 30;

/** Adds a span, unless it is empty. */
export function withSpan(spans: Span[], span: Span): Span[] {
	return span.to > span.from ? [...spans, span].slice(-maxSpans) : spans;
}

/** Whether a record was dealt with. One without a time counts as new. */
export function isInSpan(spans: Span[], { id, at }: Entry): boolean {
	return spans.some(
		({ from, to, early, open }) => (at >= from && at < to && !open.has(id)) || early.has(id),
	);
}

/** Whether a span covers a whole day, so that it need not be read. */
export function coversDay(spans: Span[], day: Day, zone: string): boolean {
	if (spans.length === 0) return false;
	const start = startOfDay(day, zone);
	const end = startOfDay(addDays(day, 1), zone);
	return spans.some(({ from, to, open }) => open.size === 0 && start >= from && end <= to);
}
