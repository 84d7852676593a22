import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readChoice } from './choice';

/** The filter of the journals of calls and requests. */
export const attribution: INodeProperties = {
	displayName: 'Attribution',
	name: 'attribution',
	type: 'options',
	options: [
		{ name: '0: Last Interaction', value: 0 },
		{ name: '1: Last Non-Direct Interaction', value: 1 },
	],
	default: 1,
	description: 'Model by which Calltouch credits a call or a request to an advertisement',
};

export function readAttribution(filters: IDataObject): 0 | 1 | undefined {
	return readChoice<0 | 1>(attribution.displayName, filters.attribution, [0, 1]);
}
