import { describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { apiMessage } from '../../nodes/Calltouch/api/http/words';
import { matchesAny } from '../../nodes/Calltouch/api/journals/callFields';
import { recordClock } from '../../nodes/Calltouch/api/time/recordClock';
import { readAnyDay, readDay, zoneName } from '../../nodes/Calltouch/api/time/dates';
import { CalltouchError } from '../../nodes/Calltouch/api/errors';
import { digits } from '../../nodes/Calltouch/api/ids';
import { readMoment, recordTime } from '../../nodes/Calltouch/api/time/moments';
import { readPage } from '../../nodes/Calltouch/api/journals/page';
import { phoneDigits, readPhone } from '../../nodes/Calltouch/api/readPhone';
import { assignResults } from '../../nodes/Calltouch/api/writes/results';
import { toRows } from '../../nodes/Calltouch/actions/stats/rows';
import { redactor } from '../../nodes/Calltouch/api/http/redact';
import { Summary } from '../../nodes/Calltouch/actions/call/summary';
import { callFilters } from '../../nodes/Calltouch/shared/lists/callFilters';
import { callOutput } from '../../nodes/Calltouch/shared/lists/callOutput';
import { csvLine } from '../../nodes/Calltouch/shared/export/csv';
import { customFields } from '../../nodes/Calltouch/shared/parameters/customFields';
import { customSources } from '../../nodes/Calltouch/shared/parameters/customSources';
import { amount } from '../../nodes/Calltouch/shared/fields/amount';
import type { Part } from '../../nodes/Calltouch/shared/fields/field';
import { list } from '../../nodes/Calltouch/shared/fields/list';
import { moment } from '../../nodes/Calltouch/shared/fields/moment';
import { phone, phones } from '../../nodes/Calltouch/shared/fields/phone';
import { rowSource } from '../../nodes/Calltouch/shared/fields/source';
import { text as textField } from '../../nodes/Calltouch/shared/fields/text';
import { toggle } from '../../nodes/Calltouch/shared/fields/toggle';
import { whole } from '../../nodes/Calltouch/shared/fields/whole';
import { safeFileName, uniqueFileNames } from '../../nodes/Calltouch/shared/export/fileName';
import { leadMatching } from '../../nodes/Calltouch/shared/parameters/matching';
import { tags } from '../../nodes/Calltouch/shared/parameters/tags';
import { growthOf, linear } from '../support/growth.mts';

/** Size of the larger input. */
const size = 40_000;

const zone = 'Europe/Moscow';
const from = (parameters: object) => rowSource(parameters as IDataObject, zone, (label) => label);
const read = (part: Part<unknown>, value: unknown) => part.read(from({ field: value }), 'field');

/** Everything that reads a text which a user, an expression or Calltouch gives. */
const readers: Record<string, (text: string) => unknown> = {
	'a phone': (text) => readPhone(text),
	'the digits of a phone': (text) => phoneDigits(text),
	'a phone of a parameter': (text) => read(phone('Phone', {}), text),
	'a list of phones': (text) => read(phones('Phones', {}), text),
	'an id': (text) => digits(text, 'Call ID'),
	'a day': (text) => readDay(text, zone),
	'a day of any year': (text) => readAnyDay(text, zone),
	'a moment': (text) => readMoment(text, zone),
	'the time of a record': (text) => recordTime(text, zone),
	'the time of a call': (text) => recordClock({ written: 'date' }, zone)({ date: text }),
	'a time of a parameter': (text) => read(moment('Date', ''), text),
	'a time of day': (text) => callFilters.read(from({ filters: { timeFrom: text } }), 'filters'),
	'a time zone': (text) => zoneName(text, 'Zone'),
	'a file name': (text) => safeFileName(text, 'export', 'csv'),
	'a text': (text) => read(textField('Text'), text),
	'a list': (text) => read(list('List', {}), text),
	'an amount': (text) => read(amount('Amount', {}), text),
	'a whole number': (text) => read(whole('Number', { min: 1, default: 1 }), text),
	'a switch': (text) => read(toggle('Switch', ''), text),
	tags: (text) => read(tags('Tags', ''), { tag: [{ name: text }] }),
	'custom fields': (text) =>
		read(customFields('Fields', ''), { field: [{ name: text, value: text }] }),
	'a custom source': (text) =>
		read(customSources, { values: { source: text, medium: text, campaign: text } }),
	'a matching rule': (text) =>
		read(leadMatching, { rule: [{ type: 'leadContact', phones: text, date: text }] }),
	'fields to return': (text) =>
		callOutput.read(from({ output: 'selected', fields: text }), 'output'),
	conditions: (text) =>
		callFilters.read(
			from({ filters: { anyOf: { condition: [{ field: 'source', value: text }] } } }),
			'filters',
		),
	'a field to filter by': (text) =>
		matchesAny({ callerNumber: text }, [
			{ field: 'callerNumber', operation: 'is', value: text },
			{ field: 'callerNumber', operation: 'beginsWith', value: text },
		]),
	'a cell of a table': (text) => csvLine([text], { separator: ',', guardFormulas: true }),
	'a date of the statistics': (text) => toRows('callsByDate', [[text, 1]]),
	'a message of Calltouch': (text) => apiMessage(text),
	'a message of Calltouch in JSON': (text) => apiMessage(JSON.stringify({ message: text })),
	'a text with the token': (text) => redactor('token')(text),
};

const units = [
	...[' ', '\t', '\n', '\u00a0', '\u202f', '.', '. ', ',', ', ', ';', '#', ':', '-', '+', '/', '('],
	...[
		'x',
		'ext ',
		'доб. ',
		' доб',
		'0',
		'1',
		'1 ',
		'7',
		'T',
		'ы',
		'\ud83d\ude00',
		'"',
		'\\',
		'\\"',
	],
	...['{', '[', '{"a":', '<', '*', '_', 'tel:', 'token', 'toke', '=', '\0'],
];
const frames: Array<[string, string]> = [
	['', ''],
	['a', 'a'],
	['+7', '!'],
	['+7 915 888-11-22', '?'],
	['2025-12-31', '!'],
	['31/12/2025', '!'],
	['2025-12-31T10:00', '!'],
	['10:00', '!'],
	['report', '.csv!'],
];

/** Anything else that is thrown is no answer. */
const isRefusal = (error: unknown) =>
	error instanceof CalltouchError || error instanceof SyntaxError;

/** How much longer sixteen times as much takes to read. */
const growth = async (prepare: (size: number) => () => unknown) =>
	await growthOf(size, prepare, async (read) => await read(), isRefusal);

describe('the time to read', { timeout: 120_000 }, () => {
	it.each(Object.entries(readers))(
		'%s grows with its length, not with the square',
		async (_, read) => {
			for (const [before, after] of frames) {
				for (const unit of units) {
					const grown = await growth((count) => {
						const text = before + unit.repeat(Math.ceil(count / unit.length)) + after;
						return () => read(text);
					});
					expect(grown, `${JSON.stringify(unit)} in ${before}…${after}`).toBeLessThan(linear);
				}
			}
		},
	);
});

/** So many of something. */
const many = <T,>(count: number, make: (at: number) => T) =>
	Array.from({ length: count }, (_, at) => make(at));
const call = { source: 'google', medium: 'cpc', callId: 1 };

/** Everything that goes through a list. */
const lists: Record<string, (count: number) => () => unknown> = {
	phones: (count) => {
		const given = many(count, () => '+7 915 888-11-22');
		return () => read(phones('Phones', {}), given);
	},
	tags: (count) => {
		const tag = many(count, (at) => ({ name: `t${at}` }));
		return () => read(tags('Tags', ''), { tag });
	},
	'custom fields': (count) => {
		const field = many(count, (at) => ({ name: `f${at}`, value: at }));
		return () => read(customFields('Fields', ''), { field });
	},
	'matching rules': (count) => {
		const rule = many(count, () => ({ type: 'call', callId: '5' }));
		return () => read(leadMatching, { rule });
	},
	conditions: (count) => {
		const condition = many(count, () => ({ field: 'source', value: 'x' }));
		return () => {
			const { anyOf } = callFilters.read(from({ filters: { anyOf: { condition } } }), 'filters');
			return matchesAny(call, anyOf ?? []);
		};
	},
	'results of a batch, all of one number': (count) => {
		const results = many(count, () => ({ orderNumber: 'A' }));
		return () => assignResults(results, 'orderNumber', ['A', 'B']);
	},
	'calls of one group, and of as many groups': (count) => {
		const calls = many(count, (at) => ({ ...call, keyword: at % 2 ? 'x' : `k${at}` }));
		return () => {
			const summary = new Summary(['source', 'keyword'], ['callIDs'], zone);
			for (const one of calls) summary.add(summary.figuresOf(one));
			return summary.rows('calls');
		};
	},
	'files of one name': (count) => () => {
		const items = many(count / 2, () => ({ json: { fileName: 'calls.csv' } }));
		uniqueFileNames()(items);
	},
	'rows of the statistics': (count) => {
		const counts = many(count, (at) => [`${(at % 28) + 1}/01/2025`, at] as [string, number]);
		return () => toRows('callsByDate', counts.slice(0, count / 10));
	},
};

describe('the time to go through', () => {
	it.each(Object.entries(lists))(
		'%s grows with their number, not with the square',
		async (_, read) => {
			expect(await growth(read)).toBeLessThan(linear);
		},
	);
});

/** Answers of a journal, hostile ones among them. */
const answers: Record<string, (count: number) => string> = {
	'records without numbers that hold the same': (count) =>
		JSON.stringify(many(count, () => ({ a: 'x' }))),
	'records of one number': (count) => JSON.stringify({ records: many(count, () => call) }),
	'records without a comma between them': (count) => `[${'{"callId":1}'.repeat(count)}]`,
	'records that begin in a string': (count) => `[{"callId":"${'{\\"callId'.repeat(count)}"}]`,
	'a list in a list': (count) => `{"x":"${'['.repeat(count)}","records":[${'[],'.repeat(count)}0]}`,
	'no JSON': (count) => '{"records":'.repeat(count),
	blanks: (count) => `${' '.repeat(count * 10)}[]`,
	'many small records': (count) => `[${many(count, () => '{"callId":1}').join(',')}]`,
};

describe('the time to read an answer with', () => {
	it.each(Object.entries(answers))('%s grows with its length', async (_, make) => {
		const pick = (record: unknown) => record;
		const grown = await growth((count) => {
			const body = Buffer.from(make(count));
			return async () => await readPage(body, { id: 'callId', size: 1000, pick });
		});
		expect(grown).toBeLessThan(linear);
	});
});
