/** Rejects a request with this status; the message goes to the sender. */
export class Refusal extends Error {
	constructor(
		readonly status: 400 | 403,
		message: string,
	) {
		super(message);
	}
}

export function bad(message: string): Refusal {
	return new Refusal(400, message);
}

export function forbidden(message: string): Refusal {
	return new Refusal(403, message);
}
