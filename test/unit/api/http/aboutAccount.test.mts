import { describe, expect, it } from 'vitest';
import { isAboutAccount } from '../../../../nodes/Calltouch/api/http/aboutAccount';

describe('a refusal that may be about one entry', () => {
	it.each([
		'Лид не найден на сайте',
		'Сделка A-1 не найдена на сайте',
		'На сайте 12345 не найдена заявка',
		'Сделка в CRM не найдена',
		'Сделка A-1 не существует в CRM',
		'CRM: сделка не найдена',
		'Не найдена сделка CRM',
		'Сделки A-1 нет в CRM',
		'Лид недоступен на сайте',
		'Номер телефона не найден в аккаунте',
		'Request R-5 is not found on site 12345',
		'The request on site 12345 was not found',
		'Deal A-1 does not exist in this account',
		'Orders were not found in CRM',
		'unknown module',
		'Cannot find service "x"',
		'Неизвестный источник: Интернет сервис',
		'The tariff name is too long',
		'Название тарифа слишком длинное',
		'Нет доступа к звонку 5',
		'Accountant not found',
	])('%s', (words) => {
		expect(isAboutAccount(400, words)).toBe(false);
	});
});

describe('a refusal that each entry would meet', () => {
	it.each([
		'CRM не подключена',
		'CRM не найдена',
		'Интеграция с CRM не найдена',
		'Не найдена подключенная CRM',
		'Нет подключенной CRM',
		'Нет активной интеграции',
		'Нет CRM',
		'No connected CRM',
		'There is no active integration',
		'Сайт не найден',
		'Сайт 12345 не найден',
		'Сервис "Обратный звонок" не найден',
		'Site 12345 does not exist',
		"The service doesn't exist",
		'Сервис отключён',
		'Функция отключена на сайте',
		'Услуга недоступна',
		'The integration is not enabled',
		'Недоступно на вашем тарифе',
		'Недостаточно прав',
		'Неверный токен',
	])('%s', (words) => {
		expect(isAboutAccount(400, words)).toBe(true);
	});
});
