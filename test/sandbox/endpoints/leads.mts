import type { ApiRequest, Route, World } from '../server/api.mts';
import {
	complaints,
	entriesUnder,
	entryFrom,
	refuseFor,
	undocumented,
	violations,
} from './bodies.mts';
import {
	customFields,
	entryCheck,
	id,
	listOf,
	object,
	overwritten,
	tags,
	text,
	type Check,
} from './checks.mts';
import { findsLead } from './lead-search.mts';
import { matching } from './matching-check.mts';
import { json, type Reply } from '../server/reply.mts';

const NOT_FOUND = 'Лид не найден';

/** An endpoint that adds something to leads; `part` is the key of what is added. */
function enrichment(tail: string, list: string, part: string, check: Check): Route {
	const checkEntry = entryCheck({ 'matching!': matching, [`${part}!`]: check });
	function answer(request: ApiRequest, world: World): Reply {
		const entries = entriesUnder(world.settings, entryFrom(request), list);
		const found = complaints(list, entries, checkEntry);
		refuseFor(world.settings, found);
		const { refusalKey } = world.settings;
		const results = entries.map((entry) => {
			if (!findsLead(entry, request.siteId, world)) return { [refusalKey]: NOT_FOUND };
			world.ledger.marks.push({ siteId: request.siteId, ...entry });
			return { success: true };
		});
		return undocumented(world, list, results);
	}
	return { method: 'POST', path: `/lead-service/v1/api/${tail}`, auth: 'header', answer };
}

const NAMES = [
	'callId',
	'callReferenceId',
	'sipCallId',
	'requestId',
	'requestNumber',
	'orderId',
	'orderNumber',
];

function deleteFields(request: ApiRequest, world: World): Reply {
	const { customFields: names, ...rest } = entryFrom(request);
	const [name = '', ...others] = Object.keys(rest);
	if (!NAMES.includes(name) || others.length > 0) throw violations('Нужен ровно один номер');
	const isList = Array.isArray(names) && names.length > 0;
	if (!isList || !names.every((one) => typeof one === 'string')) {
		throw violations('Поле customFields должно быть списком строк');
	}
	const isNumber = ['callId', 'requestId', 'orderId'].includes(name);
	refuseFor(world.settings, (isNumber ? id : text())(rest[name], name));
	world.ledger.marks.push({ siteId: request.siteId, ...rest, deleted: names });
	return json(200, { data: { deleted: names.length } });
}

/** What can be said about leads. */
export const leads: Route[] = [
	enrichment('tag/lead/add', 'leads', 'addTags', overwritten('tags', tags)),
	enrichment('comment/lead/add', 'comments', 'addComment', text(1000)),
	enrichment(
		'manager/lead/add',
		'leads',
		'addManagers',
		overwritten('managers', listOf(object({ 'manager!': text() }))),
	),
	enrichment(
		'customfield/lead/add',
		'leads',
		'addCustomFields',
		overwritten('customFields', customFields),
	),
	{
		method: 'POST',
		path: '/lead-service/v1/api/customfield/delete',
		auth: 'header',
		answer: deleteFields,
	},
];
