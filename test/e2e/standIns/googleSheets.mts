import type { CredentialFile } from '../n8n/import.mts';
import { jsonContract } from './contract.mts';
import { Refusal, type Asked, type Service } from './service.mts';
import { Grid, type Cell } from './grid.mts';

/** https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values#ValueRange */
const valueRange = {
	type: 'object',
	required: ['values'],
	additionalProperties: false,
	properties: {
		range: { type: 'string' },
		majorDimension: { enum: ['ROWS', 'COLUMNS'] },
		values: {
			type: 'array',
			items: { type: 'array', items: { type: ['string', 'number', 'boolean', 'null'] } },
		},
	},
};

interface ValueRange {
	range?: string;
	values: Cell[][];
}

const oneRange = jsonContract<ValueRange>(valueRange);

/** https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/batchUpdate */
const manyRanges = jsonContract<{ data: Array<Required<ValueRange>> }>({
	type: 'object',
	required: ['valueInputOption', 'data'],
	additionalProperties: false,
	properties: {
		valueInputOption: { enum: ['RAW', 'USER_ENTERED'] },
		data: { type: 'array', items: { ...valueRange, required: ['range', 'values'] } },
	},
});

const accessToken = 'token-of-google';

const credential: CredentialFile = {
	id: 'google-sheets',
	name: 'Google Sheets account',
	type: 'googleSheetsOAuth2Api',
	data: {
		clientId: 'client',
		clientSecret: 'secret',
		oauthTokenData: { access_token: accessToken, refresh_token: 'again', token_type: 'Bearer' },
	},
};

/** Google Sheets with one spreadsheet; each of its sheets begins empty. */
export function googleSheets(spreadsheetId: string, titles: string[]): Service & GoogleSheets {
	const grids = new Map(titles.map((title) => [title, new Grid(title)]));
	const gridOf = (range: string) => {
		const [title = ''] = range.split('!');
		const grid = grids.get(title.replace(/^'|'$/g, ''));
		if (!grid) throw new Refusal(400, `Unable to parse range: ${range}`, 'INVALID_ARGUMENT');
		return grid;
	};
	const inputOption = ({ query }: Asked) => {
		if (['RAW', 'USER_ENTERED'].includes(query.get('valueInputOption') ?? '')) return;
		throw new Refusal(400, "'valueInputOption' is required but not specified", 'INVALID_ARGUMENT');
	};
	const path = (tail: string) => new RegExp(`^/v4/spreadsheets/${spreadsheetId}${tail}$`);
	return {
		hosts: ['sheets.googleapis.com'],
		credentials: [credential],
		asked: [],
		admit: ({ headers }) => {
			if (headers.authorization === `Bearer ${accessToken}`) return;
			throw new Refusal(401, 'Request had invalid authentication credentials.', 'UNAUTHENTICATED');
		},
		// https://cloud.google.com/apis/design/errors#http_mapping
		refuse: ({ status, message, code }) => ({
			status,
			body: { error: { code: status, message, status: code || 'INVALID_ARGUMENT' } },
		}),
		routes: [
			{
				method: 'GET',
				path: path(''),
				answer: () => ({
					body: { sheets: [...grids.values()].map(({ properties }) => ({ properties })) },
				}),
			},
			{
				method: 'GET',
				path: path('/values/([^:]+)'),
				answer: (_, range = '') => {
					const values = gridOf(range).formatted();
					return { body: { range, majorDimension: 'ROWS', ...(values.length ? { values } : {}) } };
				},
			},
			{
				method: 'PUT',
				path: path('/values/(.+)'),
				answer: (asked, range = '') => {
					inputOption(asked);
					gridOf(range).write(range, oneRange(asked).values);
					return { body: { spreadsheetId, updatedRange: range } };
				},
			},
			{
				method: 'POST',
				path: path('/values/(.+):append'),
				answer: (asked, range = '') => {
					inputOption(asked);
					gridOf(range).append(oneRange(asked).values);
					return { body: { spreadsheetId, tableRange: range } };
				},
			},
			{
				method: 'POST',
				path: path('/values:batchUpdate'),
				answer: (asked) => {
					const { data } = manyRanges(asked);
					for (const { range, values } of data) gridOf(range).write(range, values);
					return { body: { spreadsheetId, totalUpdatedCells: data.length } };
				},
			},
		],
		rows: (title) => gridOf(title).objects(),
	};
}

interface GoogleSheets {
	/** The rows of a sheet, by the names in its first row. */
	rows: (title: string) => Array<Record<string, Cell>>;
}
