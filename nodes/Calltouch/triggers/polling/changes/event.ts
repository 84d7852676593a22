import type { Connection } from '../../../api/http/connection';
import type { Source } from '../../../shared/fields/field';
import type { EventShown } from '../event';
import type { WatchingPoll } from './compare';

/** What the parameters of an event say about looking for changes. */
export type Watching = Pick<WatchingPoll, 'journal' | 'slots' | 'blocks'>;

/** One kind of change that the polling trigger can wait for. */
export interface ChangeEvent extends EventShown {
	/** The journal and what is compared, as the parameters say. Throws CalltouchError that names the parameter. */
	watch(source: Source, connection: Connection): Watching;
}
