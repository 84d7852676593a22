import type { INodePropertyOptions } from 'n8n-workflow';

/** The zones of Russia, from west to east; none of them changes its clocks. */
const russian: Array<[name: string, cities: string, hours: number]> = [
	['Europe/Kaliningrad', 'Kaliningrad', 2],
	['Europe/Moscow', 'Moscow, Saint Petersburg', 3],
	['Europe/Kirov', 'Kirov', 3],
	['Europe/Volgograd', 'Volgograd', 3],
	['Europe/Astrakhan', 'Astrakhan', 4],
	['Europe/Samara', 'Samara, Izhevsk', 4],
	['Europe/Saratov', 'Saratov', 4],
	['Europe/Ulyanovsk', 'Ulyanovsk', 4],
	['Asia/Yekaterinburg', 'Yekaterinburg, Chelyabinsk, Perm, Tyumen, Ufa', 5],
	['Asia/Omsk', 'Omsk', 6],
	['Asia/Barnaul', 'Barnaul', 7],
	['Asia/Krasnoyarsk', 'Krasnoyarsk', 7],
	['Asia/Novokuznetsk', 'Novokuznetsk, Kemerovo', 7],
	['Asia/Novosibirsk', 'Novosibirsk', 7],
	['Asia/Tomsk', 'Tomsk', 7],
	['Asia/Irkutsk', 'Irkutsk, Ulan-Ude', 8],
	['Asia/Chita', 'Chita', 9],
	['Asia/Yakutsk', 'Yakutsk, Blagoveshchensk', 9],
	['Asia/Khandyga', 'Khandyga', 9],
	['Asia/Vladivostok', 'Vladivostok, Khabarovsk', 10],
	['Asia/Ust-Nera', 'Ust-Nera', 10],
	['Asia/Magadan', 'Magadan', 11],
	['Asia/Sakhalin', 'Yuzhno-Sakhalinsk', 11],
	['Asia/Srednekolymsk', 'Srednekolymsk', 11],
	['Asia/Anadyr', 'Anadyr', 12],
	['Asia/Kamchatka', 'Petropavlovsk-Kamchatsky', 12],
];

/** All time zones: those of Russia by city and offset, the others by their IANA name. */
export function zoneOptions(): INodePropertyOptions[] {
	const named = russian.map(([value, cities, hours]) => ({
		name: `${cities} (UTC+${hours})`,
		value,
	}));
	const listed = new Set(named.map(({ value }) => value));
	const others = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((name) => !listed.has(name));
	return [...named, ...[...new Set(others)].map((name) => ({ name, value: name }))];
}
