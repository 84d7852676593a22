import { sandbox } from './sandbox.mts';

/** Creates a request for each item. */
export const create = {
	resource: 'request',
	operation: 'create',
	requestNumber: '={{ $json.number }}',
	requestDate: '2025-12-31 10:00:00',
	phoneNumber: '={{ $json.phone }}',
};

interface Row {
	number: string | number;
	phone: string;
}

/** So many new requests, with numbers from `N-0` on. */
export const rowsOf = (count: number): Row[] =>
	Array.from({ length: count }, (_, at) => ({ number: `N-${at}`, phone: '8 (999) 000-00-11' }));

export const itemsOf = (rows: Row[]) => rows.map((json) => ({ json: { ...json } }));

/** How many entries each request had. */
export const sizes = () =>
	sandbox.requests.map(({ body }) => (JSON.parse(body) as { requests: unknown[] }).requests.length);

/** The numbers that the sandbox has taken. */
export const numbersIn = () => sandbox.ledger.requests.map(({ record }) => record.requestNumber);
