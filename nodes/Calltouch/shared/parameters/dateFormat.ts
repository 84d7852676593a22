import type { WallTime } from '../../api/time/wallClock';
import { choice } from '../fields/choice';
import { shownFor, withDefault } from '../fields/field';

const texts = {
	iso: ({ iso }: WallTime) => iso,
	local: ({ local }: WallTime) => local.replace('T', ' '),
};

/** Writes a time for the simplified output; undefined if there is none. */
export type DateText = (time: WallTime | undefined) => string | undefined;

/** How the simplified output writes dates. */
export const dateFormat = shownFor(
	withDefault(
		choice<keyof typeof texts>('Date Format', {
			options: [
				{ name: 'ISO 8601', value: 'iso', description: 'As in 2025-12-31T10:00:00+03:00' },
				{
					name: 'Local Time',
					value: 'local',
					description:
						'As in 2025-12-31 10:00:00, in the time zone of the account. Sheets read it as a date.',
				},
			],
			default: 'iso',
			description: 'How to write the date of each record',
		}),
	),
	{ '/output': ['simplified'] },
);

export function dateTextOf(format: keyof typeof texts): DateText {
	return (time) => time && texts[format](time);
}
