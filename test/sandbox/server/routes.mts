import type { ApiRequest, Route, World } from './api.mts';
import { checkAccess } from './auth.mts';
import { callbacks } from '../endpoints/callbacks.mts';
import { dealJournal } from '../endpoints/deal-journal.mts';
import { dealWrites } from '../endpoints/deal-writes.mts';
import { imports } from '../endpoints/imports.mts';
import { callJournal } from '../endpoints/call-journal.mts';
import { leads } from '../endpoints/leads.mts';
import { requestJournal } from '../endpoints/request-journal.mts';
import { nodeId } from '../endpoints/node-id.mts';
import { phones } from '../endpoints/phones.mts';
import { recordings } from '../endpoints/recordings.mts';
import { Refusal, errorShapes, html, json, redirect, type Reply } from './reply.mts';
import { requestWrites } from '../endpoints/request-writes.mts';
import { siteForm } from '../endpoints/site-form.mts';
import { statistics } from '../endpoints/statistics.mts';

/** Every endpoint. A new one is one file and one line here. */
const ROUTES: readonly Route[] = [
	callJournal,
	recordings,
	...statistics,
	nodeId,
	requestJournal,
	dealJournal,
	requestWrites,
	...siteForm,
	...dealWrites,
	...leads,
	imports,
	callbacks,
	...phones,
];

const PATTERNS = ROUTES.map((route) => ({
	route,
	pattern: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>\\d{1,20})')}/?$`),
}));

async function answerWith(route: Route, request: ApiRequest, world: World): Promise<Reply> {
	const instead = route.instead?.(world);
	if (instead) return instead;
	try {
		checkAccess(request, route, world.settings);
		return await route.answer(request, world);
	} catch (error) {
		if (error instanceof Refusal) return error.reply;
		throw error;
	}
}

/** The right answer to a request. An unknown path leads to the help page. */
export async function route(
	request: Omit<ApiRequest, 'params' | 'siteId'>,
	world: World,
): Promise<Reply> {
	if (request.path === '/help') return html(200, 'Справочный центр Calltouch');
	const path = world.settings.strict ? request.path : request.path.replaceAll(/\/{2,}/g, '/');
	let pathIsKnown = false;
	for (const { route: candidate, pattern } of PATTERNS) {
		const match = pattern.exec(path);
		if (!match) continue;
		pathIsKnown = true;
		if (candidate.method !== request.method) continue;
		const params = { ...match.groups };
		const named = params['siteId'] ?? request.query['siteId'] ?? request.headers['siteid'];
		const siteId = Number(named ?? 0);
		return answerWith(candidate, { ...request, params, siteId }, world);
	}
	if (pathIsKnown) return json(405, errorShapes.A('Метод не поддерживается'));
	return redirect('/help');
}
