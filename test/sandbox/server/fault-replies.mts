import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Coding, Fault, PackedDamage } from './faults.mts';
import {
	bodyOf,
	collect,
	errorShapes,
	html,
	json,
	jsonText,
	redirect,
	retryAfterHeader,
	startOf,
	type Reply,
} from './reply.mts';

const TECHNICAL =
	'При обработке вашего запроса произошла ошибка. Обратитесь в службу технической поддержки.';

/** The answer a fault gives instead of the right one; undefined when it needs the right one. */
export function replacementFor(fault: Fault): Reply | undefined {
	switch (fault.kind) {
		case '500':
			return json(500, errorShapes.B(TECHNICAL));
		case '502':
			return html(502, '502 Bad Gateway');
		case '403':
			return json(403, errorShapes.A('Доступ запрещен'));
		case '404':
			return json(404, errorShapes.A('Не найдено'));
		case '429': {
			const reply = json(429, errorShapes.A('Слишком много запросов'));
			return { ...reply, headers: { ...reply.headers, ...retryAfterHeader(fault.retryAfter) } };
		}
		case 'html200':
			return html(200, 'Справочный центр');
		case 'jsonError200':
			return json(200, errorShapes[fault.shape ?? 'A'](fault.message ?? TECHNICAL));
		case 'error':
			return customError(fault);
		case 'redirect':
			return redirect(fault.location ?? 'http://foreign.example/elsewhere', fault.status);
		default:
			return undefined;
	}
}

function customError(fault: Fault & { kind: 'error' }): Reply {
	const headers = retryAfterHeader(fault.retryAfter);
	if (fault.html !== undefined) {
		headers['content-type'] = 'text/html;charset=UTF-8';
		return { status: fault.status, headers, body: bodyOf(fault.html) };
	}
	const { body = '' } = fault;
	const reply = jsonText(fault.status, typeof body === 'string' ? body : JSON.stringify(body));
	return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The right answer after a fault that changes its bytes. */
export function damaged(reply: Reply, fault: Fault): Reply {
	switch (fault.kind) {
		case 'truncatedJson':
			return { ...reply, body: startOf(reply.body, partOf(reply, fault.bytes)) };
		case 'gzip':
			return {
				...reply,
				headers: { ...reply.headers, 'content-encoding': 'gzip' },
				body: bodyOf(gzipSync(collect(reply.body))),
			};
		case 'packed':
			return {
				...reply,
				headers: { ...reply.headers, 'content-encoding': fault.coding },
				body: bodyOf(packedBytes(collect(reply.body), fault.coding, fault.damage)),
			};
		case 'empty200':
			return { ...reply, status: 200, body: bodyOf() };
		case 'fewerRecords': {
			const journal = JSON.parse(collect(reply.body).toString()) as { records: unknown[] };
			const records = journal.records.slice(0, fault.keep);
			return { ...reply, body: bodyOf(JSON.stringify({ ...journal, records })) };
		}
		case 'invalidUtf8': {
			const bytes = collect(reply.body);
			const value = bytes.indexOf(':"');
			const at = value >= 0 ? value + 2 : bytes.indexOf('"') + 1;
			const parts = [bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)];
			return { ...reply, body: bodyOf(...parts) };
		}
		default:
			return reply;
	}
}

const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

function packedBytes(plain: Buffer, coding: Coding, damage?: PackedDamage): Buffer {
	if (damage === 'plain') return plain;
	const whole = packers[coding](plain);
	if (damage === 'cut') return whole.subarray(0, Math.ceil(whole.length / 2));
	const wrong = { byte: Math.floor(whole.length / 2), checksum: whole.length - 1 };
	if (damage) whole[wrong[damage]] = (whole[wrong[damage]] ?? 0) ^ 0xff;
	return whole;
}

/** How many bytes of an answer a fault lets through: the number asked for, or half. */
export function partOf(reply: Reply, bytes: number | undefined): number {
	return bytes ?? Math.floor(reply.body.length / 2);
}
