import { Ajv, type SchemaObject } from 'ajv';
import { Refusal, type Asked } from './service.mts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** Reads a JSON body; throws a Refusal when it breaks the contract. */
interface Contract<T> {
	(asked: Asked): T;
}

/** A published contract of a JSON body; what breaks it is refused with this status. */
export function jsonContract<T>(schema: SchemaObject, status = 400): Contract<T> {
	const keeps = ajv.compile<T>(schema);
	return (asked) => {
		const body = jsonOf(asked, status);
		if (keeps(body)) return body;
		throw new Refusal(status, ajv.errorsText(keeps.errors, { dataVar: 'body' }));
	};
}

function jsonOf({ headers, body }: Asked, status: number): unknown {
	const type = headers['content-type'] ?? '';
	if (!type.startsWith('application/json')) throw new Refusal(status, `Body of type "${type}"`);
	try {
		return JSON.parse(body.toString());
	} catch {
		throw new Refusal(status, 'Body is not JSON');
	}
}
