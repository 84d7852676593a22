import { FIELDS, type Facts, type Field } from '../data/calls.mts';
import { parseSlashDate, type Day } from '../data/days.mts';
import type { Selection } from '../data/pages.mts';
import { badRequest } from '../server/reply.mts';
import type { Settings } from '../server/settings.mts';

type Query = Record<string, string>;

const ONLY = {
	uniqueOnly: 'uniqueCall',
	targetOnly: 'targetCall',
	uniqTargetOnly: 'uniqTargetCall',
	callbackOnly: 'callbackCall',
} as const;

/** Reads a boolean parameter: `true`, `True` and `1` are true. */
export function isTrue(value: string | undefined): boolean {
	return value === 'true' || value === 'True' || value === '1';
}

/** How a journal writes the days of its query. */
interface DateForm {
	text: string;
	parse(text: string): Day | undefined;
}

export const dayFirst: DateForm = { text: 'dd/mm/yyyy', parse: parseSlashDate };

/** The form that only the journal of requests wants. */
export const monthFirst: DateForm = {
	text: 'mm/dd/yyyy',
	parse: (text) => parseSlashDate(text.replace(/^([^/]*)\/([^/]*)/, '$2/$1')),
};

/** Reads both days of a query, both inclusive. Defaults make a parameter optional; strict wants leading zeros. */
export function daysFrom(
	query: Query,
	{ strict }: Settings,
	form: DateForm,
	defaults?: { from: Day; to: Day },
): { from: Day; to: Day } {
	const read = (name: string, otherwise: Day | undefined): Day => {
		const text = query[name];
		const day = text === undefined ? otherwise : form.parse(text);
		if (day === undefined || (strict && text !== undefined && text.length < form.text.length)) {
			throw badRequest(`Неверный параметр ${name}: нужна дата ${form.text}`);
		}
		return day;
	};
	const from = read('dateFrom', defaults?.from);
	const to = read('dateTo', defaults?.to);
	if (from > to) throw badRequest('dateFrom не может быть позже dateTo');
	return { from, to };
}

function secondsFrom(query: Query, name: string): number | undefined {
	const text = query[name];
	if (text === undefined) return undefined;
	const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
	if (!match) throw badRequest(`Неверный параметр ${name}: нужно время hh:mm:ss`);
	return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

function fieldFilters(query: Query): Array<[field: Field, value: string]> {
	const filters: Array<[Field, string]> = [];
	for (const field of FIELDS) {
		const name = field === 'callerNumber' ? 'ani' : field;
		const value = query[`${name}.value`] ?? query[name];
		if (value) filters.push([field, value]);
	}
	return filters;
}

/** All calls of some days. */
export function wholeDays(days: { from: Day; to: Day }): Selection {
	return { ...days, bySession: false, tests: [], key: '' };
}

/** The calls that the parameters of the journal ask for. */
export function selectionFrom(query: Query, settings: Settings): Selection {
	const selection = wholeDays(daysFrom(query, settings, dayFirst));
	const bindTo = query['bindTo'] ?? 'call';
	if (bindTo !== 'call' && bindTo !== 'session') throw badRequest('Неверный параметр bindTo');
	selection.bySession = bindTo === 'session';
	const add = (key: string, test: (facts: Facts) => boolean) => {
		selection.tests.push(test);
		selection.key += `|${key}`;
	};
	if (selection.bySession) {
		const { from, to } = selection;
		add(`session ${from} ${to}`, ({ sessionDay, callDay }) => {
			const day = sessionDay ?? callDay;
			return day >= from && day <= to;
		});
	}
	const early = secondsFrom(query, 'timeFrom');
	const late = secondsFrom(query, 'timeTo');
	if (early !== undefined) add(`from ${early}`, (facts) => facts.wallSecond >= early);
	if (late !== undefined) add(`to ${late}`, (facts) => facts.wallSecond <= late);
	for (const [name, flag] of Object.entries(ONLY)) {
		if (isTrue(query[name])) add(name, (facts) => facts[flag]);
	}
	if (settings.ignoreFilters) return selection;
	const { callId } = query;
	if (callId) add(`id ${callId}`, (facts) => facts.callId === callId);
	for (const [field, value] of fieldFilters(query)) {
		add(JSON.stringify([field, value]), (facts) => facts[field] === value);
	}
	return selection;
}
