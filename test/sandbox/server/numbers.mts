import { badRequest } from './reply.mts';

/** A whole number above 0 out of a query. */
export function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
	if (text === undefined) return otherwise;
	if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw badRequest(`Неверный параметр ${name}`);
	return Number(text);
}
