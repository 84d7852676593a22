import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { writes } from './writes.mts';

type Parameters = Record<string, unknown>;

/** Every operation with parameters that are right for the sandbox, by `resource: operation`; `callId` is a call of `day`. */
export function everyOperation(callId: string, day: string): Record<string, Parameters> {
	const range = { period: 'range', dateFrom: day, dateTo: day };
	const reads: Record<string, Parameters> = {
		'stats: get': {},
		'call: getAll': range,
		'call: get': { ...range, callId },
		'call: summarize': range,
		'call: export': range,
		'request: export': range,
		'deal: export': range,
		'request: getAll': range,
		'deal: getAll': range,
		'record: download': { callId, ifMissing: 'skip' },
		'phoneNumber: getAll': { phoneNumbers: '74990002000' },
		'phoneNumber: getRedirects': {},
	};
	const all = Object.entries({ ...reads, ...writes(callId) });
	return Object.fromEntries(
		all.map(([name, parameters]) => {
			const [resource, operation] = name.split(': ');
			return [name, { resource, operation, ...parameters }];
		}),
	);
}

/** Returns in which ways an item is not what the preview of its operation shows in the editor. */
export function unlikePreview({ resource, operation }: Parameters, item: object): unknown[] {
	const file = `nodes/Calltouch/__schema__/v1.0.0/${String(resource)}/${String(operation)}.json`;
	const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
	const validate = new Ajv({ strict: false }).compile(schema);
	validate(item);
	return validate.errors ?? [];
}
