import { invalidInput } from './errors';
import { withoutUnseen } from './invisible';

const maxDigits = 20;
/** Digits in groups of three, as spreadsheets show large numbers. */
const grouped = /^\d{1,3}(?:\s\d{3})+$/;

/**
 * Checks an ID or a site number, which may be written in groups of three digits, e.g. `22 010 007`. Only digits may pass,
 * because they become part of paths. Returns the digits as text.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function digits(value: unknown, parameter: string): string {
	const text = ungrouped(value);
	if (!/^\d+$/.test(text)) {
		throw invalidInput(
			parameter,
			value ?? '',
			'is not a number made of digits',
			`Enter only digits in ${parameter}, e.g. 12345.`,
		);
	}
	if (text.length <= maxDigits) return text;
	throw invalidInput(parameter, text, `is longer than ${maxDigits} digits`, 'Check the ID.');
}

/** Whether a value is this ID, in any notation that `digits` reads. */
export function isSameId(value: unknown, id: string): boolean {
	return ungrouped(value) === id;
}

function ungrouped(value: unknown): string {
	const written = typeof value === 'number' ? numberText(value) : textOf(value);
	return grouped.test(written) ? written.replace(/\s/g, '') : written;
}

function textOf(value: unknown): string {
	const isText = typeof value === 'string' || typeof value === 'bigint';
	return isText ? withoutUnseen(String(value)).trim() : '';
}

function numberText(value: number): string {
	return Number.isSafeInteger(value) && value >= 0 ? String(value) : '';
}
