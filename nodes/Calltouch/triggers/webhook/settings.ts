import type { IHookFunctions } from 'n8n-workflow';
import { zoneName } from '../../api/time/dates';
import { invalidInput } from '../../api/errors';
import { isRecord } from '../../api/record';
import { readNetworks, type Network } from './networks';
import { dropRepeats, networks, secret, timezone, webhookOptions } from './options';

const minuteMs = 60_000;

/** What gives the parameters: n8n when a workflow is published, and when a delivery comes. */
export type Parameters = Pick<IHookFunctions, 'getNodeParameter'>;

/**
 * The secret that deliveries have to know; undefined when none is set. One that is set and gives nothing, such as an
 * expression without a value, never means none.
 * @throws CalltouchError
 */
export function readSecret(parameters: Parameters): string | undefined {
	if (isLeftOut(asWritten(parameters, secret.name))) return undefined;
	const value = tryRead(() => parameters.getNodeParameter(secret.name, ''));
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || text.trim() === '') throw givesNothing(secret.displayName);
	return text;
}

/**
 * The networks that deliveries may come from; undefined when every sender is welcome.
 * @throws CalltouchError that shows what is no network
 */
export function readSources(parameters: Parameters): Network[] | undefined {
	const written = asWritten(parameters, webhookOptions.name);
	if (isLeftOut(isRecord(written) ? written.networks : written)) return undefined;
	const options: unknown = tryRead(() => parameters.getNodeParameter(webhookOptions.name, {}));
	const value = isRecord(options) ? options.networks : undefined;
	if (typeof value !== 'string' || value.trim() === '') throw givesNothing(networks.displayName);
	return readNetworks(value, networks.displayName);
}

/**
 * How deliveries are read: the zone of the account, and for how many milliseconds repeats are dropped.
 * @throws CalltouchError that names the option and shows its value
 */
export function readChoices(parameters: Parameters): { zone: string; dropRepeatsFor: number } {
	const given: unknown = parameters.getNodeParameter(webhookOptions.name, {});
	const options = isRecord(given) ? given : {};
	const zone = zoneName(String(options.timezone ?? timezone.default), timezone.displayName);
	const minutes = Number(options.dropRepeats ?? dropRepeats.default);
	if (!(minutes >= 0)) {
		throw invalidInput(dropRepeats.displayName, options.dropRepeats, 'is not a number of minutes');
	}
	return { zone, dropRepeatsFor: minutes * minuteMs };
}

/** The parameter before its expressions are resolved. */
function asWritten(parameters: Parameters, name: string): unknown {
	return parameters.getNodeParameter(name, '', { rawExpressions: true });
}

function isLeftOut(written: unknown): boolean {
	return written === undefined || written === '';
}

/** Undefined for an expression that fails. */
function tryRead<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

function givesNothing(parameter: string) {
	return invalidInput(
		parameter,
		undefined,
		'is set, but gives nothing',
		'Check the expression, or leave the field empty.',
	);
}
