import { withDefault } from '../../shared/fields/field';
import { toggle } from '../../shared/fields/toggle';

/** Whether something replaces what the lead has. */
export function overwriteOf(what: string) {
	return withDefault(
		toggle(
			'Overwrite',
			`Whether to replace the ${what} that the lead has, instead of adding to them`,
		),
	);
}
