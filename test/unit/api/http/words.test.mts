import { describe, expect, it } from 'vitest';
import {
	anyWordsIn,
	apiMessage,
	complains,
	confirms,
	isBareMessage,
	isErrorBody,
} from '../../../../nodes/Calltouch/api/http/words';

describe('the five shapes of refusals', () => {
	it.each([
		['{"message":"Доступ запрещен"}', 'Доступ запрещен'],
		[
			'{"errorCode":"500","message":"При обработке вашего запроса произошла ошибка."}',
			'При обработке вашего запроса произошла ошибка.',
		],
		[
			'{"data":{"apiErrorData":{"errorCode":"10003","errorMessage":"Нет активного виджета"}}}',
			'Нет активного виджета',
		],
		[
			'{"data":{"validationErrorData":{"violations":[{"message":"Поле A"},{"message":"Поле B"}]}}}',
			'Поле A; Поле B',
		],
		['{"data":{"message":"no"}}', 'no'],
		['{"data":{"apiErrorData":{"errorCode":"10013"}}}', 'code 10013'],
		['{"errorCode":403}', 'code 403'],
		['{"data":{"apiErrorData":{"errorCode":10013}}}', 'code 10013'],
		['{"error":"нет"}', 'нет'],
		['{"requestId":null,"errorMessage":"нет"}', 'нет'],
		['{"error":"Bad Request","message":"Поле A","status":400}', 'Bad Request; Поле A'],
		['{"errors":["один",{"message":"два"}]}', 'один; два'],
		['{"data":{"errors":{"phone":["не номер"]}}}', 'не номер'],
		['{"error":{"code":5,"description":"нет"}}', 'нет'],
		['{"violations":[{"field":"a","message":"нет"}]}', 'нет'],
	])('%s', (body, words) => {
		expect(apiMessage(body)).toBe(words);
	});

	it.each([
		'<html></html>',
		'',
		'text',
		'[]',
		'5',
		'null',
		'{}',
		'{"message":5}',
		'{"data":null}',
		'{"data":{"validationErrorData":{"violations":[null]}}}',
	])('finds no words in %s', (body) => {
		expect(apiMessage(body)).toBeUndefined();
	});
});

describe('an answer that complains', () => {
	it.each([
		{ error: 'нет' },
		{ errorMessage: 'нет' },
		{ error: { message: 'нет' } },
		{ errors: ['нет'] },
		{ errors: { phone: 'нет' } },
		{ error: true },
		{ errorCode: 10003 },
		{ success: false },
		{ imported: false },
		{ status: 'error' },
		{ data: { errorMessage: 'нет' } },
		{ data: { apiErrorData: { errorCode: '10003' } } },
		{ status: 400 },
		{ data: { result: { errorMessage: 'нет' } } },
		{ data: { result: { success: false } } },
		{ data: { leads: [{}, { error: 'нет' }] } },
		{ data: [{ error: 'нет' }] },
		{ orders: [{ errors: ['нет'] }] },
		[{ error: 'нет' }],
	])('%j', (answer) => {
		expect(complains(answer)).toBe(true);
	});

	it.each([
		undefined,
		null,
		'error',
		[],
		{},
		{ error: null, errors: [], errorMessage: '', errorCode: 0, failed: 0 },
		{ error: false, errors: {}, errorCode: '0' },
		{ success: true, message: 'ошибок нет' },
		{ status: 'ok', data: { errors: [] } },
		{ errors: [null, ''] },
		{ status: 200 },
		{ data: { leads: [{ success: true, error: null }] } },
	])('does not when it is %j', (answer) => {
		expect(complains(answer)).toBe(false);
	});

	it('does not by what is known', () => {
		const result = { error: 'нет' };
		expect(complains({ data: { orders: [result] } }, new Set([result]))).toBe(false);
		expect(complains({ errors: [result] }, new Set([result]))).toBe(false);
		expect(complains({ errors: [result, 'нет'] }, new Set([result]))).toBe(true);
		expect(complains({ status: 'Rejected' }, new Set(['Rejected']))).toBe(false);
	});

	it('may be nested more deeply than a stack can bear', () => {
		const deep = JSON.parse(`{"error":${'['.repeat(9000)}"x"${']'.repeat(9000)}}`) as object;
		expect(complains(deep)).toBe(false);
		expect(anyWordsIn(deep)).toBeUndefined();
	});
});

describe('an answer that is nothing but an error', () => {
	it.each([
		[{ message: 'нет' }, false],
		[{ data: { message: 'Done' } }, false],
		[{ status: 'OK', message: 'Tags added' }, false],
		[{ status: 'OK', error: 'нет' }, false],
		[{ status: 'error', message: 'нет' }, true],
		[{ success: false, reason: 'нет' }, true],
		[{ errorCode: 5, message: 'нет' }, true],
		[{ error: 'нет' }, true],
		[{ success: false }, true],
		[{ success: false, data: { errorMessage: 'нет' } }, true],
		[{ data: { errors: ['нет'] } }, true],
		[{ data: { apiErrorData: {}, other: 1 } }, true],
		[{ requestId: null, errorMessage: 'нет' }, false],
		[{ message: 'OK', data: { result: 'OK' } }, false],
		[{ success: true, message: 'OK' }, false],
		[{ message: 'OK', data: [1] }, false],
		[{ message: 'OK', data: 'x' }, false],
		[{ errors: [] }, false],
		[{}, false],
	])('%j: %s', (answer, isError) => {
		expect(isErrorBody(answer)).toBe(isError);
	});
});

describe('an answer that is nothing but words', () => {
	it.each([
		[{ message: 'нет' }, true],
		[{ data: { message: 'Done' } }, true],
		[{ description: 'нет' }, true],
		[{ message: 'OK' }, false],
		[{ status: 'OK', message: 'Tags added' }, false],
		[{ success: true, message: 'x' }, false],
		[{ error: 'нет', message: 'нет' }, false],
		[{ message: 'x', data: { id: 5 } }, false],
		[{}, false],
		['x', false],
	])('%j: %s', (answer, isBare) => {
		expect(isBareMessage(answer)).toBe(isBare);
	});
});

describe('an answer that confirms', () => {
	it.each([
		[{ success: true }, true],
		[{ status: 'ok' }, true],
		[{ status: 200 }, true],
		[{ data: { message: 'Success.' } }, true],
		[{ imported: 'true' }, false],
		[{ status: 'okay?' }, false],
		[{ message: 'Done' }, false],
		[null, false],
	])('%j: %s', (answer, isDone) => {
		expect(confirms(answer)).toBe(isDone);
	});
});

it('finds words under any key when there are none under the known ones', () => {
	expect(anyWordsIn({ id: null, why: 'нет лида' })).toBe('нет лида');
	expect(anyWordsIn({ why: 'нет лида', error: 'нет' })).toBe('нет');
	expect(anyWordsIn({ id: 0, code: 'E1' })).toBeUndefined();
	expect(anyWordsIn({ list: [{ number: 'A' }, { number: 'B', error: 'нет' }] })).toBe('нет');
});
