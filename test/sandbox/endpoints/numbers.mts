import { badRequest } from '../server/reply.mts';
import type { Settings } from '../server/settings.mts';

/** A whole number above 0 out of a query. */
export function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
	if (text === undefined) return otherwise;
	if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw badRequest(`Неверный параметр ${name}`);
	return Number(text);
}

const MAX_PER_PAGE = 1000;

/** The page size of a query: more than 1000 is taken as 1000, and refused when strict. */
export function pageSize(query: Record<string, string>, { strict }: Settings): number {
	const limit = wholeNumber(query['limit'], 'limit', MAX_PER_PAGE);
	if (strict && limit > MAX_PER_PAGE) {
		throw badRequest(`limit не может быть больше ${MAX_PER_PAGE}`);
	}
	return Math.min(limit, MAX_PER_PAGE);
}

/** The model of attribution that a query asks for. */
export function attributionFrom(query: Record<string, string>): '0' | '1' {
	const { attribution = '1' } = query;
	if (attribution !== '0' && attribution !== '1') throw badRequest('Неверный параметр attribution');
	return attribution;
}
