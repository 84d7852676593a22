import { withoutUnseen } from './invisible';

/** Russian numbers have eleven digits, including the country code. */
const russian = /^7\d{10}$/;
/** Phone numbers have at most 15 digits (E.164). No country code starts with 83 or 89: those are Russian, with 8. */
const foreign = /^(?!7|8[39])[1-9]\d{9,14}$/;
/** No phone is written longer than this, extension included. */
const maxChars = 100;
/** An extension, e.g. `доб. 12`, `ext 12`, `#12`. More digits are a second phone. */
const extension = /\s*(?:доб[а-я]*|вн[а-я]*|ext|x|#|,|;)[.\s:]*\d{0,6}\s*$/i;
/** What is left of a number that a table has kept as a fraction. */
const noFraction = /(?<=^\+?\d{10,15})\.0+$/;

/**
 * Returns digits with country code, as Calltouch stores phones: `8 (495) 333-88-77`, `+7 495 3338877` and `4953338877`
 * become `74953338877` (docs/calltouch-api.md#values).
 */
export function phoneDigits(text: string): string {
	const digits = text.replace(/\D/g, '');
	if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`;
	return digits.length === 10 && /^[3-9]/.test(digits) ? `7${digits}` : digits;
}

/**
 * Parses a phone in any common notation into digits with country code. Accepts the prefixes `+`, `8`, `00` and `8 10`,
 * `tel:`, an extension, which is dropped, and invisible characters. Undefined if it is not a complete phone number.
 */
export function readPhone(text: string): string | undefined {
	if (text.trim().length > maxChars) return undefined;
	const whole = plainSigns(text);
	const bare = whole.replace(/^tel:/i, '').replace(noFraction, '').replace(extension, '');
	if (!/^[+\d][\d\s().\-/]*$/.test(bare.replace(/^\(/, ''))) return undefined;
	const digits = internationalDigits(bare);
	return russian.test(digits) || foreign.test(digits) ? digits : undefined;
}

/**
 * Replaces look-alike digits, spaces and hyphens by plain ones, and removes the apostrophe by which a spreadsheet marks
 * text.
 */
function plainSigns(text: string): string {
	return withoutUnseen(text.normalize('NFKC'))
		.replace(/[\p{Pd}\u2212]/gu, '-')
		.trim()
		.replace(/^['\u2018\u2019\u02BC`\u00B4]+\s*/, '');
}

/** A plus or an international prefix means that the country code follows. */
function internationalDigits(text: string): string {
	const digits = text.replace(/\D/g, '');
	// After a plus, this is a Russian number written with 8.
	if (text.startsWith('+')) return digits.replace(/^8(?=[39]\d{9}$)/, '7');
	if (/^810\d{10,}/.test(digits)) return digits.slice(3);
	if (/^00\d{10,}/.test(digits)) return digits.slice(2);
	// Belarusian or Ukrainian in the national notation, and which of them does not show.
	if (/^80\d{9}$/.test(digits)) return '';
	// Ten digits starting with 7 or 89 may be a Russian number that lost a digit.
	return /^(?:7\d|89)\d{8}$/.test(digits) ? digits : phoneDigits(text);
}
