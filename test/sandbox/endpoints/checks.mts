import { isEntry, unknownKeys, type Complaint, type Entry } from './bodies.mts';
import { parseBodyTime, parseImportTime } from '../data/stored.mts';

/** Looks at one value of a body; gives complaints. */
export type Check = (value: unknown, name: string) => Complaint[];

const broken = (message: string): Complaint[] => [{ message }];
/** Calltouch takes the value all the same. */
const unusual = (message: string): Complaint[] => [{ message, onlyStrict: true }];

export function text(max = Infinity): Check {
	return (value, name) => {
		const isText = typeof value === 'string';
		if (!isText && typeof value !== 'number') return broken(`Поле ${name} должно быть строкой`);
		if (String(value).length > max) return broken(`Поле ${name} не длиннее ${max}`);
		return isText && value !== '' ? [] : unusual(`Поле ${name} должно быть непустой строкой`);
	};
}

/** Calltouch reads any notation; the node writes digits. */
export const phone: Check = (value, name) => {
	const message = `Поле ${name} должно быть номером телефона`;
	if (/^\d{10,15}$/.test(String(value))) return typeof value === 'string' ? [] : unusual(message);
	return /^\+?(?:[\s()-]*\d){10,15}$/.test(String(value)) ? unusual(message) : broken(message);
};

export const flag: Check = (value, name) =>
	typeof value === 'boolean' ? [] : broken(`Поле ${name} должно быть true или false`);

export const bodyTime: Check = (value, name) =>
	parseBodyTime(value, 'UTC') === undefined
		? broken(`Поле ${name} должно иметь вид dd-mm-yyyy hh:mm:ss`)
		: [];

export const importTime: Check = (value, name) =>
	parseImportTime(value, 'UTC') === undefined
		? broken(`Поле ${name} должно иметь вид yyyy-mm-dd hh:mm:ss`)
		: [];

/** Old examples have the form of the call import. */
export const scheduleTime: Check = (value, name) =>
	importTime(value, name).length === 0
		? unusual(`Поле ${name} должно иметь вид dd-mm-yyyy hh:mm:ss`)
		: bodyTime(value, name);

export const amount: Check = (value, name) =>
	/^-?\d+(\.\d+)?$/.test(String(value)) ? [] : broken(`Поле ${name} должно быть суммой`);

export const id: Check = (value, name) => {
	const message = `Поле ${name} должно быть числом`;
	if (typeof value === 'number') return [];
	return /^\d+$/.test(String(value)) ? unusual(message) : broken(message);
};

export function oneOf(...choices: unknown[]): Check {
	return (value, name) =>
		choices.includes(value) ? [] : broken(`Поле ${name}: одно из ${choices.join(', ')}`);
}

/** Choices of which Calltouch may have more than are known. */
export function oneOfKnown(...choices: unknown[]): Check {
	return (value, name) =>
		choices.includes(value) ? [] : unusual(`Поле ${name}: одно из ${choices.join(', ')}`);
}

export function whole(min: number, max = Infinity): Check {
	return (value, name) =>
		Number.isInteger(value) && Number(value) >= min && Number(value) <= max
			? []
			: broken(`Поле ${name} должно быть целым числом от ${min}`);
}

export function listOf(check: Check, max = Infinity): Check {
	return (value, name) =>
		Array.isArray(value) && value.length <= max
			? value.flatMap((one, at) => check(one, `${name}[${at}]`))
			: broken(`Поле ${name} должно быть списком не длиннее ${max}`);
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/**
 * An object with these keys and no others. A key with a `!` must be there; one with `!?` is documented so, but
 * Calltouch takes bodies without it.
 */
export function object(fields: Record<string, Check>): Check {
	const known = Object.entries(fields).map(([marked, check]) => ({
		key: marked.replace(/!\??$/, ''),
		need: /!\??$/.exec(marked)?.[0],
		check,
	}));
	const keys = known.map(({ key }) => key);
	return (value, name) => {
		if (!isEntry(value)) return broken(`Поле ${name} должно быть объектом`);
		const path = name === '' ? '' : `${name}.`;
		const found = unknownKeys(value, keys, path);
		for (const { key, need, check } of known) {
			if (!isEmpty(value[key])) found.push(...check(value[key], path + key));
			else if (need === '!') found.push(...broken(`Поле ${path}${key} обязательно`));
			else if (need === '!?') found.push(...unusual(`Поле ${path}${key} обязательно`));
			else if (value[key] !== undefined) found.push(...unusual(`Поле ${path}${key} пустое`));
		}
		return found;
	};
}

/** The check of one entry of a batch. */
export function entryCheck(fields: Record<string, Check>): (entry: Entry) => Complaint[] {
	const check = object(fields);
	return (entry) => check(entry, '');
}

export const comment = object({ 'text!?': text(1000) });
export const tags = listOf(object({ 'tag!': text(100) }));
export const overwritten = (key: string, check: Check) =>
	object({ [`${key}!`]: check, 'overwrite!': flag });
export const customFields = listOf(
	object({
		'field!': text(),
		'value!?': (value, name) =>
			['string', 'number'].includes(typeof value) ? [] : broken(`Поле ${name} не задано`),
	}),
	20,
);
export const customSources = object({
	'source!': text(),
	'medium!': text(),
	'campaign!?': text(),
	content: text(),
	term: text(),
});
