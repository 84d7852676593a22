import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Connection } from '../../api/http/connection';
import type { Source } from '../../shared/fields/field';
import type { Journal } from './journal';

/** How the editor shows an event of the polling trigger. */
export interface EventShown {
	/** Entry in the Event list; `value` comes from the key under which the event is registered. */
	option: Omit<INodePropertyOptions, 'value'>;
	/** Noun for one record in messages, e.g. `call`. */
	noun: string;
	/** Parameters shown for this event only. */
	description: INodeProperties[];
}

/** One kind of new record that the polling trigger can wait for: its parameters and its journal. */
export interface PollingEvent extends EventShown {
	/** Opens the journal with these parameters. Throws CalltouchError that names the parameter. */
	open(source: Source, connection: Connection): Journal;
}
