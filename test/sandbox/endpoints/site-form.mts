import type { ApiRequest, Route, World } from '../server/api.mts';
import { counting, type Complaint } from './bodies.mts';
import { refused } from './refusals.mts';
import { storedRequest } from './stored-request.mts';
import { errorShapes, json, type Reply } from '../server/reply.mts';
import { parseFormTime } from '../data/stored.mts';

const FIELDS = [
	'fio',
	'phoneNumber',
	'email',
	'subject',
	'requestNumber',
	'requestDate',
	'comment',
	'sessionId',
	'requestUrl',
	'tags',
	'targetRequest',
];

type Form = Record<string, string>;

/** The fields of the query and of a form or multipart body. */
async function formFrom({ query, headers, body }: ApiRequest): Promise<Form> {
	const type = String(headers['content-type']);
	if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return query;
	// Meant for servers that strangers reach, which a sandbox is not.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	const sent = await new Response(body, { headers: { 'content-type': type } }).formData();
	const texts = [...sent].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
	return { ...query, ...Object.fromEntries(texts) };
}

/** What the form of the node never has. */
function oddities({ method, headers, query }: ApiRequest, form: Form): Complaint[] {
	const type = String(headers['content-type']);
	const isPlain = method === 'POST' && type.startsWith('application/x-www-form-urlencoded');
	const hasToken = headers['access-token'] !== undefined || Object.keys(query).length > 0;
	const unknown = Object.keys(form).filter((key) => !FIELDS.includes(key));
	const found = [
		...(isPlain ? [] : ['Нужна форма методом POST']),
		...(hasToken ? ['Токен не требуется'] : []),
		...unknown.map((key) => `Неизвестное поле ${key}`),
	];
	return found.map((message) => ({ message, onlyStrict: true }));
}

/** Why a form is not taken. */
function fault({ fio, phoneNumber, email, subject = '', sessionId }: Form): string | undefined {
	if (sessionId === '') return 'Пустой sessionId';
	if (!(fio || phoneNumber || email)) return 'Нужен телефон, email или ФИО';
	return subject.length > 256 ? 'subject не длиннее 256' : undefined;
}

async function register(request: ApiRequest, { settings, ledger, book }: World): Promise<Reply> {
	const { siteId } = request;
	if (!book.siteOf(siteId)) return json(500, errorShapes.B('Сайт не найден'));
	const form = await formFrom(request);
	const [oddity] = counting(settings, oddities(request, form));
	if (oddity !== undefined) return json(500, errorShapes.B(oddity));
	const reason = fault(form);
	if (reason !== undefined) return json(200, refused(settings, 'requestId', reason));
	const { tags, targetRequest } = form;
	const requestId = ledger.addRequest(settings, {
		siteId,
		timestamp: parseFormTime(form['requestDate'], settings.timezone),
		fields: {
			...storedRequest({ ...form, tags: tags ? [tags] : undefined }),
			...(targetRequest === undefined ? {} : { targetRequest: targetRequest === 'true' }),
		},
	});
	return json(200, { requestId, dateStr: ledger.requests.at(-1)?.record['dateStr'] });
}

/** The form of a site: no token. */
export const siteForm: Route[] = ['GET', 'POST'].map((method) => ({
	method,
	path: '/calls-service/RestAPI/requests/{siteId}/register',
	auth: 'none',
	answer: register,
}));
