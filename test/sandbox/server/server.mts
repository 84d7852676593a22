import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { CONTROL_PATH, control } from './control.mts';
import { damaged, replacementFor } from './fault-replies.mts';
import type { Fault } from './faults.mts';
import { errorShapes, json, retryAfterHeader, type Reply } from './reply.mts';
import { record, type LoggedRequest } from './request-log.mts';
import { route } from './routes.mts';
import type { SandboxState } from './state.mts';
import { deliver, isSilent } from './wire.mts';

function splitUrl(url: string): { path: string; query: Record<string, string> } {
	const mark = url.indexOf('?');
	const path = mark < 0 ? url : url.slice(0, mark);
	const query = new Map<string, string>();
	for (const [key, value] of new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))) {
		if (!query.has(key)) query.set(key, value);
	}
	return { path, query: Object.fromEntries(query) };
}

async function bodyFrom(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function tooFast(state: SandboxState): Reply {
	const { limitPerSecond, retryAfter } = state.settings;
	const text = `Превышен лимит запросов: не более ${limitPerSecond} в секунду`;
	const reply = json(429, errorShapes.A(text));
	return { ...reply, headers: { ...reply.headers, ...retryAfterHeader(retryAfter) } };
}

function logged(state: SandboxState, request: IncomingMessage, now: number): LoggedRequest {
	return {
		time: now - state.startTime,
		method: request.method ?? 'GET',
		...splitUrl(request.url ?? '/'),
		headers: request.headers,
		body: '',
		status: 0,
		fault: null,
		refused: false,
		endTime: null,
		complete: false,
	};
}

/** Waits as long as the settings and the fault say. */
async function pause(state: SandboxState, fault: Fault | undefined, signal: AbortSignal) {
	const extra = fault?.kind === 'slow' ? fault.delayMs : 0;
	const time = state.settings.latencyMs + extra;
	if (time > 0) await wait(time, undefined, { signal });
}

/** The answer and the fault that belongs to its way. */
async function answerFor(
	request: IncomingMessage,
	entry: LoggedRequest,
	state: SandboxState,
	signal: AbortSignal,
): Promise<[Reply, Fault?]> {
	const body = await bodyFrom(request);
	entry.body = body.toString();
	if (entry.refused) return [tooFast(state)];
	const fault = state.faults.next(entry);
	entry.fault = fault?.kind ?? null;
	await pause(state, fault, signal);
	const replacement = fault && replacementFor(fault);
	if (replacement) return [replacement];
	const { method, path, query, headers } = entry;
	const reply = await route({ method, path, query, headers, body }, state.world);
	return fault ? [damaged(reply, fault), fault] : [reply];
}

/** Answers one request: log, rate limit, fault, endpoint, wire. */
export async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	state: SandboxState,
	signal: AbortSignal,
): Promise<void> {
	const now = performance.now();
	const entry = logged(state, request, now);
	try {
		if (entry.path === CONTROL_PATH) {
			const body = await bodyFrom(request);
			await deliver(response, control(state, entry.method, body), undefined, signal);
			return;
		}
		entry.refused = !state.admit(now);
		record(state.requests, entry);
		response.once('close', () => {
			entry.endTime = performance.now() - state.startTime;
			entry.complete = response.writableFinished;
		});
		const [reply, fault] = await answerFor(request, entry, state, signal);
		entry.status = isSilent(fault) ? 0 : reply.status;
		await deliver(response, reply, fault, signal);
	} catch (error) {
		if (signal.aborted || response.destroyed) return;
		if (response.headersSent) response.destroy();
		else await deliver(response, json(500, { message: String(error) }), undefined, signal);
	}
}
