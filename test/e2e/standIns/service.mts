import type { CredentialFile } from '../n8n/import.mts';

/** What a node of n8n asked of an outside service. */
export interface Asked {
	method: string;
	host: string;
	/** Decoded, without the query. */
	path: string;
	query: URLSearchParams;
	/** Names in small letters. */
	headers: Record<string, string>;
	body: Buffer;
}

/** What a service answers; an object is sent as JSON. */
export interface Answer {
	/** Default: 200. */
	status?: number;
	headers?: Record<string, string>;
	body?: object | string | Buffer;
}

/** One address of a service. The groups of `path` are handed to `answer` after the request. */
interface Route {
	method: string;
	path: RegExp;
	answer: (asked: Asked, ...groups: string[]) => Answer | Promise<Answer>;
}

/** Plays one outside service on its own host names, as its published pages describe it. */
export interface Service {
	hosts: string[];
	/** Credentials under the ids and names that the examples use. */
	credentials: CredentialFile[];
	routes: Route[];
	/** Looks at each request before its route does, for example at its token. Throws a Refusal. */
	admit?: (asked: Asked) => void;
	/** Tells a refusal in the shape that the errors of this service have. */
	refuse: (refusal: Refusal) => Answer;
	/** Everything that was asked, oldest first. */
	asked: Asked[];
}

/** The service does not take a request; `code` is the service's own name for the reason. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly code = '',
	) {
		super(message);
	}
}

/** Answers a request as the service would: logged, admitted, routed, refused in its own words. */
export async function serve(service: Service, asked: Asked): Promise<Answer> {
	service.asked.push(asked);
	try {
		service.admit?.(asked);
		for (const { method, path, answer } of service.routes) {
			const found = method === asked.method && path.exec(asked.path);
			if (found) return await answer(asked, ...found.slice(1));
		}
		throw new Refusal(404, `${asked.method} ${asked.path} is no address of this service`);
	} catch (error) {
		if (error instanceof Refusal) return service.refuse(error);
		throw error;
	}
}

/** The fields of a multipart body; files are `File`. */
export function formOf({ body, headers }: Asked): FormData {
	const form = new FormData();
	const [, boundary = ''] = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '') ?? [];
	// One sign for each byte, so that the bytes of a file stay what they are.
	const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
	for (const part of parts) {
		const end = part.indexOf('\r\n\r\n');
		const head = Buffer.from(part.slice(0, end), 'latin1').toString();
		const content = Buffer.from(part.slice(end + 4, -2), 'latin1');
		const [, name = ''] = /; name="([^"]*)"/.exec(head) ?? [];
		const [, fileName] = /; filename="([^"]*)"/.exec(head) ?? [];
		const [, type = ''] = /^content-type: (.*)$/im.exec(head) ?? [];
		if (fileName === undefined) form.append(name, content.toString());
		else form.append(name, new File([content], fileName, { type: type.trim() }));
	}
	return form;
}
