/**
 * Digits with country code, as Calltouch keeps phones: `8 (495) 333-88-77`, `+7 495 3338877` and `4953338877`
 * become `74953338877` (calltouch-api.md, section 6).
 */
export function phoneDigits(text: string): string {
	const digits = text.replace(/\D/g, '');
	if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`;
	return digits.length === 10 && /^[3-9]/.test(digits) ? `7${digits}` : digits;
}
