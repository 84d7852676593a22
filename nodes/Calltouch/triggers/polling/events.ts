import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { PollingEvent } from './event';
import * as newCall from './newCall';
import * as newDeal from './newDeal';
import * as newRequest from './newRequest';

/** Every event of the polling trigger, by value. */
export const events: Record<string, PollingEvent> = { newCall, newDeal, newRequest };

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(events).map(([value, { option }]) => ({ ...option, value })),
	default: 'newCall',
	description: 'What starts the workflow',
};

/** The list of events, and what each of them asks for. */
export const eventParameters: INodeProperties[] = [
	event,
	...Object.entries(events).flatMap(([value, { description }]) =>
		updateDisplayOptions({ show: { event: [value] } }, description),
	),
];
