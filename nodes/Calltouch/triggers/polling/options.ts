import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Day } from '../../api/dates';
import { invalidInput, unknownChoice } from '../../api/errors';
import { optionsWith } from '../../shared/options';
import { readPastDay } from '../../shared/period';

const secondsOfHour = 3600;
/** A week: the ids of so many days stay small enough for n8n's memory of a node. */
const longestLookback = 168;

const lookback: INodeProperties = {
	displayName: 'Lookback (Hours)',
	name: 'lookback',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: longestLookback },
	default: 24,
	description: 'How late a record may appear in Calltouch and still be found',
};

const emitWhen: INodeProperties = {
	displayName: 'Emit When',
	name: 'emitWhen',
	type: 'options',
	options: [
		{
			name: 'Appeared',
			value: 'appeared',
			description: 'As soon as Calltouch shows the call. It may still be going on.',
		},
		{
			name: 'Ended',
			value: 'ended',
			description: 'When the call is over, so that duration and recording are known',
		},
	],
	default: 'ended',
	description: 'When a call starts the workflow',
	displayOptions: { show: { '/event': ['newCall'] } },
};

const startFrom: INodeProperties = {
	displayName: 'Start From',
	name: 'startFrom',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2025-12-01',
	description:
		'First day whose records start the workflow, in the time zone of the account. If empty, only records that are new after publishing do. It can be set or moved later: what was not emitted yet comes then.',
};

export const pollingOptions: INodeProperties = optionsWith([emitWhen, lookback, startFrom]);

/** What the options say about following a journal. */
export interface PollingChoice {
	/** Seconds. */
	lookback: number;
	waitForEnd: boolean;
	startFrom?: Day;
}

/** @throws CalltouchError that names the option and shows its value */
export function readPollingOptions(options: IDataObject, zone: string): PollingChoice {
	return {
		lookback: readLookback(options.lookback),
		waitForEnd: readEmitWhen(options.emitWhen) === 'ended',
		startFrom: readStartFrom(options.startFrom, zone),
	};
}

function readLookback(value: unknown): number {
	const hours = value === undefined || value === '' ? lookback.default : Number(value);
	if (typeof hours === 'number' && hours >= 1 && hours <= longestLookback) {
		return hours * secondsOfHour;
	}
	const rule = `is not a number of hours from 1 to ${longestLookback}`;
	throw invalidInput(lookback.displayName, value, rule);
}

function readEmitWhen(value: unknown): 'ended' | 'appeared' {
	if (value === undefined || value === 'ended') return 'ended';
	if (value === 'appeared') return 'appeared';
	throw unknownChoice(emitWhen.displayName, value);
}

function readStartFrom(value: unknown, zone: string): Day | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	return readPastDay(startFrom.displayName, value, zone);
}
