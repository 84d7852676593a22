import { invalidInput } from '../api/errors';

/** One of the choices, whether it came as a number or as text; undefined when nothing was chosen. */
export function readChoice<T>(
	parameter: string,
	value: unknown,
	choices: readonly T[],
): T | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const chosen = choices.find((choice) => String(choice) === String(value));
	if (chosen === undefined) {
		throw invalidInput(parameter, value, `is not one of ${choices.join(' and ')}`);
	}
	return chosen;
}
