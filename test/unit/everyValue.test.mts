import type { INodeProperties } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	operations,
	optionsOf,
	placesOf,
	runOnce,
	withValue,
	type Outcome,
	type Path,
} from '../support/places.mts';

// Dates that are now are in the requests.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2) }));
afterEach(() => vi.useRealTimers());

/** Every field of every operation, given whatever an expression may give. */

const given = [true, 'true', 1, '1', [1], {}, '', null, undefined];
const isNothing = (value: unknown) => value === '' || value === null || value === undefined;

/** Whether a field takes lists, and a list of one for that one. */
const takesLists = ({ type, description, options }: INodeProperties) =>
	type === 'multiOptions' ||
	/list|commas|several/.test(String(description)) ||
	optionsOf({ options } as INodeProperties).some(({ name }) => name === 'tag');

/** How a message names a field: the value that a lead is found by is named as what it is. */
const messageName = ({ name, displayName }: INodeProperties) =>
	name === 'identifier' ? /Value|Call ID/ : new RegExp(displayName.replace(/[()]/g, '\\$&'));

/** Left empty, they stand for something: now, or what is there already. So an expression that gives nothing is refused. */
const standsForSomething = (path: Path) =>
	['requestDate', 'include', 'status', 'redirectOptions'].includes(path[0]) ||
	(path[0] === 'matching' && path.at(-1) === 'date');

/** The value of a custom field may be a number or a text, which Calltouch tells apart. */
const keepsNumbers = (path: Path) => path.at(-2) === 0 && path.at(-1) === 'value';

describe.each(operations)('$resource: $operation', ({ resource, operation }) => {
	it('reads or refuses whatever stands in a field, and ignores nothing', async () => {
		for (const { property, path, added, parameters } of placesOf(resource, operation)) {
			const { type, default: standard } = property;
			const set = async (value: unknown) => await runOnce(withValue(parameters, path, value));
			const where = path.join('.');
			const standing = await set(standard);
			const outcomes = new Map<unknown, Outcome>();
			for (const value of given) {
				const got = await set(value);
				outcomes.set(value, got);
				const what = `${where} = ${JSON.stringify(value)}`;
				if (got.message) {
					expect(got.message, what).toMatch(messageName(property));
					expect(got.remedy, got.message).toMatch(/^[A-Z].*\.$/);
				} else expect(got.asked, what).not.toBe('[]');
				const isCollection = type === 'collection' || type === 'fixedCollection';
				if (isNothing(value) && (added || !isUnset(standard))) {
					if (isCollection && !added) continue;
					expect(got.message, what).toMatch(/ is empty$/);
				}
				if (isNothing(value) && !added && isUnset(standard)) {
					if (value !== '' && standsForSomething(path)) expect(got.message).toMatch(/ is empty$/);
					else expect(got, what).toEqual(standing);
				}
				if (value === true && type !== 'boolean') expect(got.message, what).not.toBe('');
				if (Array.isArray(value) && !takesLists(property)) expect(got.message, what).not.toBe('');
			}
			if (!keepsNumbers(path)) expect(outcomes.get('1'), where).toEqual(outcomes.get(1));
			if (type === 'boolean') {
				for (const value of ['true', 1, '1']) expect(await set(value)).toEqual(await set(true));
				for (const value of ['false', 0, 'no', 'нет']) {
					expect(await set(value)).toEqual(await set(false));
				}
			}
		}
	});
});

function isUnset(standard: unknown): boolean {
	if (typeof standard === 'object' && standard !== null) {
		if ('value' in standard) return standard.value === '';
		return Object.keys(standard).length === 0;
	}
	return standard === '' || standard === '{}';
}
