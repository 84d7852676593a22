/** A moment as a table has it, and as a body has it. */
export const when = '14/12/2023 18:52:13';
export const written = '14-12-2023 18:52:13';

/** A name that was chosen from a list, as the editor stores it. */
export const byName = (name: string) => ({ __rl: true, mode: 'list', value: name });

/** One rule of each type, as the editor stores them. */
const rules = [
	{ type: 'request', requestId: '1', tags: 'a, b', tagsLogic: 'and' },
	{ type: 'call', callId: 2, tags: 'a', tagsLogic: 'and' },
	{ type: 'chat', chatId: '3', tags: 'a', tagsLogic: 'and' },
	{
		type: 'leadContact',
		emails: 'client@example.com',
		phones: '8 (999) 000-00-01',
		md5Phones: '0cc175b9c0f1b6a831c399e269772661',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
		withChats: true,
	},
	{
		type: 'requestContact',
		emails: 'client@example.com',
		phones: '+7 999 000-00-01',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{
		type: 'callContact',
		phones: '9990000001',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{
		type: 'chatContact',
		emails: 'client@example.com',
		phones: '79990000001',
		waPhones: '79990000001',
		tgIds: '123456',
		tgUsernames: '@username',
		vkIds: '123456',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{ type: 'session', sessionId: '1234567' },
	{
		type: 'customSources',
		source: byName('s'),
		medium: 'm',
		campaign: 'c',
		content: 'ct',
		term: 't',
	},
	{ type: 'withoutSource' },
];

const contact = {
	emails: ['client@example.com'],
	phones: ['79990000001'],
	date: written,
	tags: ['a'],
	tagsLogic: 'and',
	searchDepth: 262800,
};
const md5Phones = ['0cc175b9c0f1b6a831c399e269772661'];

/** The same rules as the documentation shows them (docs/calltouch-api.md#matching). */
export const documentedRules = [
	{ type: 'request', requestParams: { requestId: 1, tags: ['a', 'b'], tagsLogic: 'and' } },
	{ type: 'call', callParams: { callId: 2, tags: ['a'], tagsLogic: 'and' } },
	{ type: 'chat', chatParams: { chatId: 3, tags: ['a'], tagsLogic: 'and' } },
	{
		type: 'leadContact',
		leadContactParams: { ...contact, md5Phones, leadTypeToMatch: 'nearestUniq', withChats: true },
	},
	{
		type: 'requestContact',
		requestContactParams: { ...contact, requestTypeToMatch: 'nearestUniq' },
	},
	{
		type: 'callContact',
		callContactParams: {
			phones: ['79990000001'],
			date: written,
			tags: ['a'],
			tagsLogic: 'and',
			searchDepth: 262800,
			callTypeToMatch: 'nearestUniq',
		},
	},
	{
		type: 'chatContact',
		chatContactParams: {
			...contact,
			waPhones: ['79990000001'],
			tgIds: ['123456'],
			tgUsernames: ['@username'],
			vkIds: ['123456'],
			chatTypeToMatch: 'nearestUniq',
		},
	},
	{ type: 'session', sessionParams: { sessionId: ['1234567'] } },
	{
		type: 'customSources',
		customSourceParams: { source: 's', medium: 'm', campaign: 'c', content: 'ct', term: 't' },
	},
	{ type: 'withoutSource' },
];

/** The parameters of a deal with one rule of each type. */
export const newDeal = {
	crm: 'my-crm',
	orderNumber: 'A-100',
	orderDate: when,
	status: 'New',
	matching: { rule: rules },
};
