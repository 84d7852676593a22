import { formOf, Refusal, type Service } from './service.mts';

/** A row of an upload, by the names of its columns. */
type Conversion = Record<string, string>;

/** Yandex.Metrica, as far as the examples use it. */
export interface Metrica extends Service {
	/** One list of conversions for each file that was taken. */
	uploads: Conversion[][];
	/** While true, it answers as when it takes no files for now. */
	isBusy: boolean;
}

const token = 'token-of-the-tests';
/** Columns of https://yandex.com/dev/metrika/en/management/offline-conv */
const columns = [
	'UserId',
	'ClientId',
	'Yclid',
	'PurchaseId',
	'Target',
	'DateTime',
	'Price',
	'Currency',
];
const visitors = columns.slice(0, 4);
const codes: Record<number, string> = { 400: 'invalid_parameter', 401: 'invalid_token' };

/** Plays the upload of offline conversions: https://yandex.com/dev/metrika/en/management/openapi/offline_conversions/upload_1 */
export function metrica(): Metrica {
	const uploads: Conversion[][] = [];
	const played: Metrica = {
		hosts: ['api-metrika.yandex.net'],
		credentials: [
			{
				id: 'metrica',
				name: 'Yandex.Metrica token',
				type: 'httpHeaderAuth',
				data: { name: 'Authorization', value: `OAuth ${token}` },
			},
		],
		uploads,
		isBusy: false,
		asked: [],
		// https://yandex.com/dev/metrika/en/intro/authorization
		admit: ({ headers }) => {
			if (headers.authorization !== `OAuth ${token}`) {
				throw new Refusal(401, 'Invalid oauth_token');
			}
		},
		// https://yandex.com/dev/metrika/en/intro/errors
		refuse: ({ status, message }) => ({
			status,
			body: {
				errors: [{ error_type: codes[status] ?? 'backend_error', message }],
				code: status,
				message,
			},
		}),
		routes: [
			{
				method: 'POST',
				path: /^\/management\/v1\/counter\/\d+\/offline_conversions\/upload$/,
				answer: async (asked) => {
					if (played.isBusy) throw new Refusal(503, 'Service is temporarily unavailable');
					const file = formOf(asked).get('file');
					if (!(file instanceof File)) throw new Refusal(400, 'Part "file" is missing');
					const conversions = readCsv(await file.text());
					uploads.push(conversions);
					const quantity = {
						source_quantity: conversions.length,
						line_quantity: conversions.length,
					};
					const uploading = { id: uploads.length, ...quantity, type: 'BASIC', status: 'UPLOADED' };
					return { body: { uploading } };
				},
			},
		],
	};
	return played;
}

function readCsv(csv: string): Conversion[] {
	const [header = '', ...lines] = csv.trimEnd().split(/\r?\n/);
	const names = header.split(',');
	const unknown = names.filter((name) => !columns.includes(name));
	if (unknown.length > 0) throw new Refusal(400, `Unknown columns: ${unknown.join(', ')}`);
	if (!names.some((name) => visitors.includes(name))) throw new Refusal(400, 'No visitor ID');
	if (lines.length === 0) throw new Refusal(400, 'The file has no rows');
	return lines.map((line) => {
		const values = line.split(',');
		const row = Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
		if (!row.Target) throw new Refusal(400, 'A row has no Target');
		const isPast = /^\d{10}$/.test(row.DateTime ?? '') && Number(row.DateTime) <= Date.now() / 1000;
		if (!isPast) throw new Refusal(400, 'DateTime is a Unix time in the past');
		return row;
	});
}
