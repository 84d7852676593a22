import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import * as changedCall from './changes/changedCall';
import * as changedDeal from './changes/changedDeal';
import * as changedRequest from './changes/changedRequest';
import type { ChangeEvent } from './changes/event';
import type { PollingEvent } from './event';
import * as newCall from './newCall';
import * as newDeal from './newDeal';
import * as newRequest from './newRequest';

const newRecords = { newCall, newDeal, newRequest };
const changes = { changedCall, changedDeal, changedRequest };

/** Every event of the polling trigger, by value. */
export const events: Record<string, PollingEvent | ChangeEvent> = { ...changes, ...newRecords };

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(events)
		.map(([value, { option }]) => ({ ...option, value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en')),
	default: 'newCall',
	description: 'What starts the workflow',
};

/** The Event list, and the parameters of each event. */
export const eventParameters: INodeProperties[] = [
	event,
	...Object.entries(events).flatMap(([value, { description }]) =>
		updateDisplayOptions({ show: { event: [value] } }, description),
	),
];
