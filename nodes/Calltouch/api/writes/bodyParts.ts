/** Body parts shared by several services (docs/calltouch-api.md#request-creation). */

export interface CustomField {
	field: string;
	value: string | number;
}

export interface CustomSources {
	source?: string;
	medium?: string;
	campaign?: string;
	content?: string;
	term?: string;
}

export function tagList(tags: string[] | undefined): Array<{ tag: string }> | undefined {
	return tags?.map((tag) => ({ tag }));
}

export function textPart(text: string | undefined): { text: string } | undefined {
	return text === undefined ? undefined : { text };
}

/** Returns an ID as a number, as Calltouch shows it; one too wide for a JavaScript number stays text. */
export function idPart(id: string): number | string {
	const number = Number(id);
	return Number.isSafeInteger(number) ? number : id;
}

/** Returns the object without undefined values, empty lists and empty objects. */
export function filled<T extends object>(object: T): T {
	const entries = Object.entries(object).filter(([, value]) => !isEmpty(value));
	return Object.fromEntries(entries) as T;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined) return true;
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
