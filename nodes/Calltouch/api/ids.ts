import { invalidInput } from './errors';

/**
 * Checks an ID or a site number. They consist of digits and become part of paths, so nothing else may pass. Returns the
 * digits as text.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function digits(value: unknown, parameter: string): string {
	const text = typeof value === 'number' ? numberText(value) : textOf(value).trim();
	if (/^\d{1,20}$/.test(text)) return text;
	throw invalidInput(
		parameter,
		value ?? '',
		'is not a number made of digits',
		`Enter only digits in ${parameter}, e.g. 12345.`,
	);
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'bigint' ? String(value) : '';
}

function numberText(value: number): string {
	return Number.isSafeInteger(value) && value >= 0 ? String(value) : '';
}
