import type { ApiRequest, World } from '../server/api.mts';
import { Refusal, bodyOf, errorShapes, json, type Reply } from '../server/reply.mts';
import type { Settings } from '../server/settings.mts';

/** An object of a request body. */
export type Entry = Record<string, unknown>;

/** What is wrong with a body. */
export interface Complaint {
	message: string;
	/** Calltouch takes it, as far as is known; the node never sends it. */
	onlyStrict?: true;
}

/** Most entries in one request. */
const MOST = 100;

/** Refuses a request for what its body holds: status 400, shape D. */
export function violations(...messages: string[]): Refusal {
	return new Refusal(json(400, errorShapes.D(...messages)));
}

/** The complaints that count: without `strict` only those that Calltouch has, too. */
export function counting({ strict }: Settings, found: Complaint[]): string[] {
	return found.filter(({ onlyStrict }) => strict || !onlyStrict).map(({ message }) => message);
}

/** Refuses a body for the complaints that count. */
export function refuseFor(settings: Settings, found: Complaint[]): void {
	const messages = counting(settings, found);
	if (messages.length > 0) throw violations(...messages);
}

export function isEntry(value: unknown): value is Entry {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object of a request. */
export function entryFrom({ headers, body }: ApiRequest): Entry {
	if (!String(headers['content-type']).startsWith('application/json')) {
		throw violations('Content-Type должен быть application/json');
	}
	let value: unknown;
	try {
		value = JSON.parse(body.toString());
	} catch {
		throw violations('Тело запроса не является JSON');
	}
	if (!isEntry(value)) throw violations('Тело запроса должно быть объектом');
	return value;
}

/** The entries under a key: 1 to 100 objects. */
export function entriesUnder(
	settings: Settings,
	body: Entry,
	key: string,
	...beside: string[]
): Entry[] {
	refuseFor(settings, unknownKeys(body, [key, ...beside], ''));
	const list = body[key];
	if (!Array.isArray(list) || list.length === 0 || !list.every(isEntry)) {
		throw violations(`Поле ${key} должно быть непустым списком`);
	}
	if (list.length > MOST) throw violations(`Поле ${key}: не более ${MOST} элементов`);
	return list;
}

/** A complaint about every key that the documentation does not know. */
export function unknownKeys(entry: Entry, known: readonly string[], path: string): Complaint[] {
	return Object.keys(entry)
		.filter((key) => !known.includes(key))
		.map((key) => ({ message: `Неизвестное поле ${path}${key}`, onlyStrict: true }));
}

/** Complaints about the entries of a list, each with its place. */
export function complaints(
	name: string,
	entries: Entry[],
	check: (entry: Entry) => Complaint[],
): Complaint[] {
	return entries.flatMap((entry, at) =>
		check(entry).map((one) => ({ ...one, message: `${name}[${at}]: ${one.message}` })),
	);
}

/** Answers a write whose answer is not documented, in the way of the settings. */
export function undocumented({ settings }: World, name: string, results: Entry[]): Reply {
	switch (settings.leadAnswers) {
		case 'bare':
			return json(200, { data: { result: 'OK' } });
		case 'empty':
			return { status: 200, headers: {}, body: bodyOf() };
		default:
			return json(200, { data: { [name]: results } });
	}
}
