import { invalidInput, type CalltouchError } from '../../api/errors';
import { today, type Day } from '../../api/time/dates';
import { choice } from '../../shared/fields/choice';
import { day } from '../../shared/fields/day';
import { shownFor, withDefault, type Source } from '../../shared/fields/field';
import { toggle } from '../../shared/fields/toggle';
import { duration } from '../../shared/fields/whole';
import { dateFormat } from '../../shared/parameters/dateFormat';
import { optionsWith } from '../../shared/parameters/options';
import { refuseFuture } from '../../shared/parameters/period';

const minuteSeconds = 60;
const hourSeconds = 3600;
/** A week: IDs of that many days stay small enough for n8n's static data. */
const maxLookbackHours = 168;

const emitWhen = choice('Emit When', {
	options: [
		{
			name: 'Appeared',
			value: 'appeared',
			description: 'As soon as Calltouch shows the call. It may still be going on.',
		},
		{
			name: 'Ended',
			value: 'ended',
			description: 'When the call is over, so that its duration is known',
		},
		{
			name: 'Recorded',
			value: 'recorded',
			description:
				'When its recording is there, so that Record: Download gets it. A call that cannot have one, such as a missed call, comes as soon as it is over.',
		},
	],
	default: 'ended',
	description: 'When a call starts the workflow',
});

const lookback = duration('Lookback (Hours)', {
	unit: 'hours',
	min: 1,
	max: maxLookbackHours,
	default: 24,
	description: 'How late a record may appear in Calltouch and still be found',
});

const lookbackDays = duration('Lookback (Days)', {
	unit: 'days',
	min: 1,
	max: 30,
	default: 7,
	description: 'How old a record may be and still be watched. All of it is read at each poll.',
});

const includeNew = toggle(
	'Include New',
	'Whether a record that appears starts the workflow as well, with an empty list of changed fields',
);

const waitForRecording = duration('Wait for Recording (Minutes)', {
	unit: 'minutes',
	min: 1,
	max: 1440,
	default: 60,
	description:
		'Longest wait for a recording after the end of a call. Then the call comes without it. It cannot be longer than Lookback.',
});

const startFrom = day('Start From', {
	placeholder: 'e.g. 2025-12-01',
	description:
		'First day whose records start the workflow, in the time zone of the account. Without it, only records that are new after publishing do. It can be set or moved later: what was not emitted yet comes then.',
});

const newRecords = ['newCall', 'newDeal', 'newRequest'];
const changes = ['changedCall', 'changedDeal', 'changedRequest'];

const options = optionsWith({
	dateFormat,
	emitWhen: shownFor(withDefault(emitWhen), { '/event': ['newCall'] }),
	includeNew: shownFor(withDefault(includeNew), { '/event': changes }),
	lookback: shownFor(withDefault(lookback), { '/event': newRecords }),
	lookbackDays: shownFor(withDefault(lookbackDays), { '/event': changes }),
	startFrom: shownFor(startFrom, { '/event': newRecords }),
	waitForRecording: shownFor(withDefault(waitForRecording), {
		'/event': ['newCall'],
		emitWhen: ['recorded'],
	}),
});

export const pollingOptions = options.properties('options');

/** The options for following a journal. */
export interface PollingChoice {
	/** Seconds. */
	lookback: number;
	emitWhen: 'appeared' | 'ended' | 'recorded';
	/** Longest wait for a recording, in seconds. */
	maxWait: number;
	startFrom?: Day;
}

/** What they say about changes. */
export interface WatchingChoice {
	/** Seconds. */
	lookback: number;
	includeNew: boolean;
}

/** @throws CalltouchError that names the option and shows its value */
export function readPollingOptions(source: Source): PollingChoice {
	const chosen = options.read(source, 'options');
	if (chosen.startFrom !== undefined) {
		refuseFuture(startFrom.definition.label, chosen.startFrom, today(source.zone));
	}
	const read = {
		lookback: chosen.lookback * hourSeconds,
		emitWhen: chosen.emitWhen,
		maxWait: chosen.waitForRecording * minuteSeconds,
		startFrom: chosen.startFrom,
	};
	const isTooLong = read.emitWhen === 'recorded' && read.maxWait > read.lookback;
	if (isTooLong) throw tooLongWait(chosen);
	return read;
}

function tooLongWait(chosen: { waitForRecording: number; lookback: number }): CalltouchError {
	const { label } = lookback.definition;
	return invalidInput(
		waitForRecording.definition.label,
		chosen.waitForRecording,
		`is longer than ${label} "${chosen.lookback}"`,
		`A call is looked for no longer than that. Shorten the wait, or extend ${label}.`,
	);
}

/** @throws CalltouchError that names the option and shows its value */
export function readWatchingOptions(source: Source): WatchingChoice {
	const { lookbackDays: days, includeNew: isNewIncluded } = options.read(source, 'options');
	return { lookback: days * 24 * hourSeconds, includeNew: isNewIncluded };
}
