import type { IHookFunctions } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import { isRecord } from '../../api/record';
import { parametersOf } from '../../shared/fields/parameters';
import { itemSource } from '../../shared/fields/source';
import { events, eventsName, type EventName } from './kinds';
import { readNetworks, type Network } from './networks';
import { networks, optionsName, webhookOptions } from './options';

const minuteMs = 60_000;
/** None of these options is a date. */
const utc = 'utc';

/** Source of the parameters, both on publish and on a delivery. */
export type Parameters = Pick<IHookFunctions, 'getNodeParameter'>;

/**
 * Returns the networks that deliveries may come from; undefined if every sender is allowed.
 * @throws CalltouchError that shows the invalid entry
 */
export function readSources(parameters: Parameters): Network[] | undefined {
	const written = asWritten(parameters, optionsName);
	if (isLeftOut(isRecord(written) ? written.networks : written)) return undefined;
	const options = tryRead(parameters, optionsName);
	const value = isRecord(options) ? options.networks : undefined;
	if (typeof value !== 'string' || value.trim() === '')
		throw givesNothing(networks.definition.label);
	return readNetworks(value, networks.definition.label);
}

/** How deliveries are read, and which of them start the workflow. */
interface Choices {
	/** Time zone of the account. */
	zone: string;
	/** For how many milliseconds repeats are dropped. */
	dropRepeatsFor: number;
	events: EventName[];
}

/** @throws CalltouchError that names the parameter and shows its value */
export function readChoices(parameters: Parameters): Choices {
	const source = itemSource(parametersOf(parameters), 0, utc);
	const { timezone: zone, dropRepeats: minutes } = webhookOptions.read(source, optionsName);
	return { zone, dropRepeatsFor: minutes * minuteMs, events: events.read(source, eventsName) };
}

/** Returns the parameter before its expressions are resolved. */
export function asWritten(parameters: Parameters, name: string): unknown {
	return parameters.getNodeParameter(name, '', { rawExpressions: true });
}

export function isLeftOut(written: unknown): boolean {
	return written === undefined || written === '';
}

/** Returns the parameter; undefined if its expression fails. */
export function tryRead(parameters: Parameters, name: string): unknown {
	try {
		return parameters.getNodeParameter(name);
	} catch {
		return undefined;
	}
}

export function givesNothing(parameter: string) {
	return invalidInput(
		parameter,
		undefined,
		'is set, but gives nothing',
		'Check the expression, or leave the field empty.',
	);
}
