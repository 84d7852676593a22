import type { RequestFilters } from '../../api/journals/requests';
import { attribution } from '../parameters/attribution';
import { bindToOf } from '../parameters/bindTo';
import { filters } from '../fields/collection';
import { mapped, type Part } from '../fields/field';
import { times } from '../parameters/times';

/** The filters of a journal of requests that is followed: it has no period that Bind To could be about. */
const followed = { attribution, ...times };

/** The filters of every operation that reads the journal of requests. */
export const requestFilters: Part<RequestFilters> = mapped(
	filters({ ...followed, bindTo: bindToOf('request', 'Request') }),
	({ bindTo, ...others }) => ({ ...others, bindTo: bindTo === 'session' ? bindTo : undefined }),
);

/** The same for the trigger. */
export const newRequestFilters: Part<RequestFilters> = filters(followed);
