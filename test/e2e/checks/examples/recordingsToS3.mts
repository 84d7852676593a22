import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { callsOfYesterday } from './yesterday.mts';
import type { Stage } from './run.mts';

interface Call {
	callId: number;
	date: string;
	duration: number;
}

export async function recordingsToS3(stage: Stage) {
	const { run, client, workflow, sandbox, services } = stage;
	const { s3 } = services;
	const timestamp = Math.floor(Date.now() / 1000) - 24 * 3600;
	const fields = { successful: true, duration: 90 };
	const [unreadable, refused] = [0, 1].map((add) =>
		sandbox.addCall({ timestamp: timestamp + add, fields }),
	);
	ok(unreadable && refused && callsOfYesterday(sandbox).includes(unreadable));
	sandbox.configure({ faults: [{ kind: '403', path: `/calls/${unreadable}/download` }] });
	s3.refused.add(refused);
	const { status, error, items } = await client.runStored(workflow, 'Every Morning');
	sandbox.configure({ faults: [] });
	s3.refused.clear();
	equal(status, 'error');
	const message = error?.message ?? '';
	match(message, /^2 of the recordings did not get into the storage: /);
	const failed = [...message.matchAll(/(\d+) \(/g)].map(([, callId]) => callId);
	deepEqual(failed.sort(), [unreadable, refused].sort());

	const long = items('Long Calls of Yesterday').map(({ json }) => json as unknown as Call);
	ok(long.every(({ duration }) => duration > 60));
	const keyOf = ({ date, callId }: Call) => {
		const [, day = '', hour, minute] = /^(.{10})T(..):(..)/.exec(date) ?? [];
		return `${day.replaceAll('-', '/')}/${hour}-${minute} ${callId}.mp3`;
	};
	const keysOf = (calls: Call[]) => calls.map(keyOf).sort();
	const readable = long.filter(({ callId }) => !failed.includes(String(callId)));
	deepEqual([...s3.objects.keys()].sort(), keysOf(readable));
	await run();
	deepEqual([...s3.objects.keys()].sort(), keysOf(long));
	for (const call of long) {
		const stored = s3.objects.get(keyOf(call));
		equal(stored?.type, 'audio/mpeg');
		ok(
			stored.bytes.equals(sandbox.recording(call.callId)),
			`The recording of ${call.callId} is damaged`,
		);
	}
	return keysOf(long).join(', ');
}
