/** Signs that take no room on a screen and come along when a text is copied: marks of direction, zero-width spaces, … */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Those and the ones that look like others: controls, and every blank but the plain one. */
const unclear = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?! )\p{Zs}/gu;

/** The text without signs that nobody sees. */
export function withoutUnseen(text: string): string {
	return text.replace(unseen, '');
}

/** The text with such signs written out, e.g. `\u200B`, for messages. */
export function shown(text: string): string {
	return text.replace(unclear, escaped);
}

function escaped(sign: string): string {
	const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
	return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
