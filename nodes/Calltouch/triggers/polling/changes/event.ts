import type { Connection } from '../../../api/http/connection';
import type { Source } from '../../../shared/fields/field';
import type { EventShown } from '../event';
import type { WatchingPoll } from './compare';

/** The part of a poll that comes from the event's parameters. */
export type Watching = Pick<WatchingPoll, 'journal' | 'slots' | 'blocks'>;

/** One kind of change that the polling trigger can wait for. */
export interface ChangeEvent extends EventShown {
	/** Returns the journal and what to compare. Throws CalltouchError that names the parameter. */
	watch(source: Source, connection: Connection): Watching;
}
