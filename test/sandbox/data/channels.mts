/** Where calls come from. The values are plain: no quotes and no backslashes. */
export interface Channel {
	/** How often it is chosen, compared with the others. */
	weight: number;
	/** The captured records its calls are derived from: 1 to 7. */
	templates: readonly number[];
	source: string;
	medium: string;
	/** Paid channels only: the values of the utm marks. */
	campaign?: string;
	content?: string;
	/** Yandex.Direct and Google Ads ids. */
	ads?: { campaignId: number; groupId: number; adId: number; criteriaId: number };
	keywords: readonly string[];
	ref: string | null;
	/** The tracked number of the channel. */
	phoneNumber: string;
}

const YANDEX_CONTENT =
	'38996725681_38996725681|cid|74655848|gid|4921839038|aid|13509690294|adp|no|pos|premium1|src|search_none|dvc|desktop|rgnid|213|rgn|Москва|product|analitika|audience|general|ad_format|text';

const UNKNOWN_KEYWORD = '<не указано>';

export const CHANNELS: readonly Channel[] = [
	{
		weight: 20,
		templates: [7],
		source: 'yandex',
		medium: 'cpc',
		campaign: 'adv_plastikovye_okna_v050719_plastik_search_keywords_mo~ntzinzjm',
		content: YANDEX_CONTENT,
		ads: { campaignId: 74655848, groupId: 4921839038, adId: 13509690294, criteriaId: 38996725681 },
		keywords: ['заказать пластиковые окна', 'пластиковые окна цена', 'окна пвх недорого'],
		ref: 'https://yandex.ru/',
		phoneNumber: '74990001007',
	},
	{
		weight: 9,
		templates: [7, 3],
		source: 'yandex',
		medium: 'cpc',
		campaign: 'rsya_retarget_mo',
		content: 'banner_240x400|вариант 2',
		ads: { campaignId: 80112233, groupId: 5100200300, adId: 14200300400, criteriaId: 40100200300 },
		keywords: ['---autotargeting', 'остекление балкона'],
		ref: 'https://dzen.ru/',
		phoneNumber: '74990001017',
	},
	{
		weight: 12,
		templates: [7, 1],
		source: 'google',
		medium: 'cpc',
		campaign: 'brand_search_ru',
		content: 'ad_1',
		ads: {
			campaignId: 1400111222,
			groupId: 120300400500,
			adId: 500600700800,
			criteriaId: 310000123,
		},
		keywords: ['окна официальный сайт', 'окна отзывы'],
		ref: 'https://www.google.com/',
		phoneNumber: '74990001021',
	},
	{
		weight: 5,
		templates: [1],
		source: 'google',
		medium: 'cpc',
		campaign: 'pmax winter; sale, 50%',
		content: 'asset_group_3',
		ads: {
			campaignId: 1400999888,
			groupId: 120999888777,
			adId: 500999888777,
			criteriaId: 310999888,
		},
		keywords: ['(not set)'],
		ref: 'https://www.google.com/',
		phoneNumber: '74990001022',
	},
	{
		weight: 18,
		templates: [1, 1, 4, 5],
		source: 'google',
		medium: 'organic',
		keywords: ['(not provided)'],
		ref: 'https://www.google.com/',
		phoneNumber: '74990001001',
	},
	{
		weight: 13,
		templates: [3, 1],
		source: 'yandex',
		medium: 'organic',
		keywords: ['(not set)', 'ремонт окон', 'замена уплотнителя окна', 'москитная сетка'],
		ref: 'https://yandex.ru/',
		phoneNumber: '74990001003',
	},
	{
		weight: 9,
		templates: [1, 3],
		source: '(direct)',
		medium: '(none)',
		keywords: [UNKNOWN_KEYWORD],
		ref: null,
		phoneNumber: '74990001031',
	},
	{
		weight: 8,
		templates: [2, 2, 6],
		source: '74990002000',
		medium: 'offline',
		keywords: [UNKNOWN_KEYWORD],
		ref: null,
		phoneNumber: '74990002000',
	},
	{
		weight: 4,
		templates: [2],
		source: '74990002011',
		medium: 'offline',
		keywords: [UNKNOWN_KEYWORD],
		ref: null,
		phoneNumber: '74990002011',
	},
	{
		weight: 4,
		templates: [1, 7],
		source: 'vk',
		medium: 'social_cpc',
		campaign: 'vk_lead_form_2025',
		content: 'post_17',
		keywords: [UNKNOWN_KEYWORD],
		ref: 'https://vk.com/',
		phoneNumber: '74990001041',
	},
	{
		weight: 3,
		templates: [3, 4],
		source: '2gis.ru',
		medium: 'referral',
		keywords: [UNKNOWN_KEYWORD],
		ref: 'https://2gis.ru/',
		phoneNumber: '74990001051',
	},
];

export const CITIES: readonly string[] = [
	'moscow',
	'moscow',
	'moscow',
	'saint-petersburg',
	'yekaterinburg',
	'yekaterinburg',
	'kazan',
	'novosibirsk',
	'pushchino',
	'serpukhov',
];

export const PAGES: readonly string[] = [
	'',
	'company.html',
	'okna.html',
	'plastikovye-okna-v-podmoskovye/serpuxov.html',
	'zamena-uplotnitelya.html',
	'remont-furnituryi-okon.html',
];

/** What a visitor uses; the first four are those of the captured records. */
export interface Device {
	userAgent: string;
	device: string;
	os: string;
	browser: string;
}

export const DEVICES: readonly Device[] = [
	{
		userAgent:
			'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
		device: 'smartphone',
		os: 'Android',
		browser: 'Chrome',
	},
	{
		userAgent:
			'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
		device: 'smartphone',
		os: 'iOS',
		browser: 'Safari',
	},
	{
		userAgent:
			'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3.1 Mobile/15E148 Safari/604.1',
		device: 'smartphone',
		os: 'iOS',
		browser: 'Safari',
	},
	{
		userAgent:
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 YaBrowser/24.1.0.0 Safari/537.36',
		device: 'desktop',
		os: 'Windows',
		browser: 'YaBrowser',
	},
	{
		userAgent:
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
		device: 'desktop',
		os: 'Mac OS X',
		browser: 'Chrome',
	},
	{
		userAgent:
			'Mozilla/5.0 (Linux; Android 13; SM-X906B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
		device: 'tablet',
		os: 'Android',
		browser: 'Chrome',
	},
];
