import { isEntry, unknownKeys, type Entry } from './bodies.mts';
import { parseBodyTime } from '../data/stored.mts';

/** Looks at one value of a body; gives complaints. */
export type Check = (value: unknown, name: string) => string[];

export function text(most = Infinity): Check {
	return (value, name) =>
		typeof value === 'string' && value !== '' && value.length <= most
			? []
			: [`Поле ${name} должно быть непустой строкой не длиннее ${most}`];
}

export const phone: Check = (value, name) =>
	typeof value === 'string' && /^\d{10,15}$/.test(value)
		? []
		: [`Поле ${name} должно быть номером телефона`];

export const flag: Check = (value, name) =>
	typeof value === 'boolean' ? [] : [`Поле ${name} должно быть true или false`];

export const bodyTime: Check = (value, name) =>
	parseBodyTime(value, 'UTC') === undefined
		? [`Поле ${name} должно иметь вид dd-mm-yyyy hh:mm:ss`]
		: [];

export const amount: Check = (value, name) =>
	/^-?\d+(\.\d+)?$/.test(String(value)) ? [] : [`Поле ${name} должно быть суммой`];

export const id: Check = (value, name) =>
	typeof value === 'number' ? [] : [`Поле ${name} должно быть числом`];

export function oneOf(...choices: unknown[]): Check {
	return (value, name) =>
		choices.includes(value) ? [] : [`Поле ${name}: одно из ${choices.join(', ')}`];
}

export function whole(least: number, most = Infinity): Check {
	return (value, name) =>
		Number.isInteger(value) && Number(value) >= least && Number(value) <= most
			? []
			: [`Поле ${name} должно быть целым числом от ${least}`];
}

export function listOf(check: Check, most = Infinity): Check {
	return (value, name) =>
		Array.isArray(value) && value.length <= most
			? value.flatMap((one, at) => check(one, `${name}[${at}]`))
			: [`Поле ${name} должно быть списком не длиннее ${most}`];
}

/** An object with these keys and no others; keys with a `!` must be there. */
export function object(fields: Record<string, Check>): Check {
	const known = Object.keys(fields).map((key) => key.replace('!', ''));
	return (value, name) => {
		if (!isEntry(value)) return [`Поле ${name} должно быть объектом`];
		const path = name === '' ? '' : `${name}.`;
		const found = unknownKeys(value, known, path);
		for (const [marked, check] of Object.entries(fields)) {
			const key = marked.replace('!', '');
			if (value[key] !== undefined) found.push(...check(value[key], path + key));
			else if (marked.endsWith('!')) found.push(`Поле ${path}${key} обязательно`);
		}
		return found;
	};
}

/** The check of one entry of a batch. */
export function entryCheck(fields: Record<string, Check>): (entry: Entry) => string[] {
	const check = object(fields);
	return (entry) => check(entry, '');
}

export const comment = object({ 'text!': text(1000) });
export const tags = listOf(object({ 'tag!': text(100) }));
export const overwritten = (key: string, check: Check) =>
	object({ [`${key}!`]: check, 'overwrite!': flag });
export const customFields = listOf(
	object({
		'field!': text(),
		'value!': (value, name) =>
			['string', 'number'].includes(typeof value) ? [] : [`Поле ${name} не задано`],
	}),
	20,
);
export const customSources = object({
	'source!': text(),
	'medium!': text(),
	'campaign!': text(),
	content: text(),
	term: text(),
});
