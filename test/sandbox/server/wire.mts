import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { partOf } from './fault-replies.mts';
import type { Fault } from './faults.mts';
import { startOf, type Body, type Reply } from './reply.mts';

/** Resolves when the response takes more bytes; false when the other side has gone. */
function ready(response: ServerResponse): Promise<boolean> {
	if (response.destroyed) return Promise.resolve(false);
	return new Promise((resolve) => {
		const onDrain = () => finish(true);
		const onClose = () => finish(false);
		const finish = (open: boolean) => {
			response.off('drain', onDrain);
			response.off('close', onClose);
			resolve(open);
		};
		response.on('drain', onDrain);
		response.on('close', onClose);
	});
}

/** Resolves when everything written so far was handed to the system. */
function flushed(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		if (response.destroyed) return resolve();
		response.once('close', resolve);
		response.write('', () => resolve());
	});
}

async function writeBody(response: ServerResponse, body: Body): Promise<void> {
	for (const chunk of body.chunks()) {
		if (response.destroyed) return;
		if (chunk.length > 0 && !response.write(chunk) && !(await ready(response))) return;
	}
}

function writeHead(response: ServerResponse, reply: Reply, length = reply.body.length): void {
	response.writeHead(reply.status, { ...reply.headers, 'content-length': String(length) });
	response.flushHeaders();
}

async function writeDrops(
	response: ServerResponse,
	body: Body,
	fault: Fault & { kind: 'drip' },
	signal: AbortSignal,
): Promise<void> {
	const size = Math.max(1, Math.ceil(body.length / (fault.pieces ?? 10)));
	for (const chunk of body.chunks()) {
		for (let at = 0; at < chunk.length; at += size) {
			if (response.destroyed) return;
			response.write(chunk.subarray(at, at + size));
			await wait(fault.delayMs ?? 20, undefined, { signal });
		}
	}
}

/** Whether a fault sends no byte at all. */
export function isSilent(fault: Fault | undefined): boolean {
	return fault?.kind === 'hang' || fault?.kind === 'resetBefore';
}

/** Puts an answer on the wire, with the fault that belongs to the way it travels. */
export async function deliver(
	response: ServerResponse,
	reply: Reply,
	fault: Fault | undefined,
	signal: AbortSignal,
): Promise<void> {
	switch (fault?.kind) {
		case 'resetBefore':
			response.socket?.resetAndDestroy();
			return;
		case 'hang':
			return;
		case 'resetMiddle':
		case 'stall':
		case 'truncatedBody': {
			writeHead(response, reply);
			await writeBody(response, startOf(reply.body, partOf(reply, fault.bytes)));
			await flushed(response);
			if (fault.kind === 'resetMiddle') response.socket?.resetAndDestroy();
			if (fault.kind === 'truncatedBody') response.socket?.end();
			return;
		}
		case 'wrongLength': {
			response.setHeader('connection', 'close');
			writeHead(response, reply, Math.max(0, reply.body.length + (fault.by ?? -10)));
			await writeBody(response, reply.body);
			await flushed(response);
			response.socket?.end();
			return;
		}
		case 'drip':
			writeHead(response, reply);
			await writeDrops(response, reply.body, fault, signal);
			response.end();
			return;
		default:
			response.writeHead(reply.status, {
				...reply.headers,
				...(fault?.kind === 'packed' && fault.chunked
					? {}
					: { 'content-length': String(reply.body.length) }),
			});
			await writeBody(response, reply.body);
			response.end();
	}
}
