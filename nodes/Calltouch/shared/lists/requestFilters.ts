import type { RequestFilters } from '../../api/journals/requests';
import { attribution } from '../parameters/attribution';
import { bindToOf } from '../parameters/bindTo';
import { filters } from '../fields/collection';
import { mapped, type Part } from '../fields/field';
import { times } from '../parameters/times';

/** Filters for a request journal that a trigger follows: it has no period that Bind To could apply to. */
const followed = { attribution, ...times };

/** Filters of every operation that reads the request journal. */
export const requestFilters: Part<RequestFilters> = mapped(
	filters({ ...followed, bindTo: bindToOf('request', 'Request') }),
	({ bindTo, ...others }) => ({ ...others, bindTo: bindTo === 'session' ? bindTo : undefined }),
);

/** Filters of the trigger. */
export const newRequestFilters: Part<RequestFilters> = filters(followed);
