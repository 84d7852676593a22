import type { INodeProperties } from 'n8n-workflow';
import type { Rule } from '../../api/matching';
import { leadRules, matchingParameter, requireMatching } from '../../shared/matching';
import { flagField } from '../../shared/collections';
import type { Run } from '../operation';

export const leadMatching: INodeProperties = matchingParameter(leadRules, 'How to find the lead.');

export function readLeadMatching({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): Rule[] {
	return requireMatching(context.getNodeParameter('matching', itemIndex, {}), leadRules, zone);
}

/** Whether something replaces what the lead has. */
export function overwriteParameter(what: string): INodeProperties {
	return flagField(
		'Overwrite',
		'overwrite',
		`Whether to replace the ${what} that the lead has, instead of adding to them`,
	);
}

export function readOverwrite({ context, itemIndex }: Run): boolean {
	return context.getNodeParameter('overwrite', itemIndex, false) === true;
}
