import { invalidInput } from '../../api/errors';
import { field, type Field } from './field';

const remedy = 'Give a number, or a text of its digits alone.';

interface Bounds {
	min: number;
	/** Unlimited if undefined. */
	max?: number;
	default: number;
	description?: string;
}

/** A whole number, also as text. */
export function whole(label: string, bounds: Bounds): Field<number> {
	const { min, max } = bounds;
	const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
	const why = `is not a whole number ${range}`;
	return numeric(label, bounds, (value, name) => {
		const number = parseNumber(value);
		const isRight = Number.isSafeInteger(number) && number >= min && number <= (max ?? Infinity);
		if (isRight) return number;
		throw invalidInput(name, value, why, remedy);
	});
}

/** An amount of time in a unit, fractions allowed; greater than 0 unless `min` is 0. */
export function duration(
	label: string,
	bounds: Bounds & { unit: 'seconds' | 'minutes' | 'hours' | 'days' },
): Field<number> {
	const { unit, ...rest } = bounds;
	const { min, max = 999_999 } = rest;
	const range = bounds.max === undefined ? '' : ` from ${min} to ${max}`;
	const lowest = bounds.max === undefined && min > 0 ? Number.MIN_VALUE : min;
	return numeric(label, rest, (value, name) => {
		const number = parseNumber(value);
		if (number >= lowest && number <= max) return number;
		throw invalidInput(name, value, `is not a number of ${unit}${range}`, remedy);
	});
}

function numeric(
	label: string,
	{ min, max, default: defaultValue, description }: Bounds,
	parse: (value: unknown, label: string) => number,
): Field<number> {
	const limits = max === undefined ? { minValue: min } : { minValue: min, maxValue: max };
	const shown = { type: 'number', typeOptions: limits, default: defaultValue } as const;
	return field({ label, property: description ? { ...shown, description } : shown, parse });
}

/** Returns NaN if the value is neither a number nor its text. */
function parseNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	const isText = typeof value === 'string' && /^-?\d{1,20}(?:\.\d{1,20})?$/.test(value);
	return isText ? Number(value) : NaN;
}
