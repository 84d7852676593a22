import { withDefault } from '../../shared/fields/field';
import { toggle } from '../../shared/fields/toggle';

/** The Overwrite parameter: whether values replace those of the lead. */
export function overwriteOf(what: string) {
	return withDefault(
		toggle(
			'Overwrite',
			`Whether to replace the ${what} that the lead has, instead of adding to them`,
		),
	);
}
