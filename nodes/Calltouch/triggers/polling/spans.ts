import { addDays, startOfDay, type Day } from '../../api/time/dates';
import type { Entry } from './journal';

/** A time whose records were dealt with, although their ids are not kept any more. */
export interface Span {
	/** Unix seconds. */
	from: number;
	/** Not inside any more. */
	to: number;
	/** Records from before the span that were emitted all the same. */
	early: Set<string>;
}

/** Whoever switches a workflow off and on for years leaves no more spans than these. */
const maxSpans = 30;

/** Adds a span, unless it is empty. */
export function withSpan(spans: Span[], span: Span): Span[] {
	return span.to > span.from ? [...spans, span].slice(-maxSpans) : spans;
}

/** Whether a record was dealt with. One without a time counts for new. */
export function isInSpan(spans: Span[], { id, at }: Entry): boolean {
	return spans.some(({ from, to, early }) => (at >= from && at < to) || early.has(id));
}

/** Whether a day lies in a span as a whole, so that it need not be read. */
export function coversDay(spans: Span[], day: Day, zone: string): boolean {
	if (spans.length === 0) return false;
	const start = startOfDay(day, zone);
	const end = startOfDay(addDays(day, 1), zone);
	return spans.some(({ from, to }) => start >= from && end <= to);
}
