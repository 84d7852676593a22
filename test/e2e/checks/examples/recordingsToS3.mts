import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Stage } from './run.mts';

export async function recordingsToS3({ run, sandbox, services: { s3 } }: Stage) {
	const { items } = await run();
	const long = items('Long Calls of Yesterday').map(
		({ json }) => json as { callId: number; date: string; duration: number },
	);
	ok(long.every(({ duration }) => duration > 60));
	const keyOf = (date: string, callId: number) => {
		const [, day = '', hour, minute] = /^(.{10})T(..):(..)/.exec(date) ?? [];
		return `${day.replaceAll('-', '/')}/${hour}-${minute} ${callId}.mp3`;
	};
	const keys = long.map(({ date, callId }) => keyOf(date, callId));
	deepEqual([...s3.objects.keys()].sort(), keys.sort());
	for (const { date, callId } of long) {
		const stored = s3.objects.get(keyOf(date, callId));
		equal(stored?.type, 'audio/mpeg');
		ok(stored.bytes.equals(sandbox.recording(callId)), `The recording of ${callId} is damaged`);
	}
	return keys.join(', ');
}
