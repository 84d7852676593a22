import { breakOf } from '../http/body';
import type { Connection } from '../http/connection';
import { lostLine } from '../http/exchange';
import { lookAtRecording, recordingPath, requestRecording, watchdogOf } from './answer';

/**
 * Asks once whether there is anything to wait for: false if Calltouch has no recording of the call but may get one.
 * Only the beginning of a recording is received.
 * @throws CalltouchError if the answer says neither
 */
export async function isRecordingSettled(connection: Connection, callId: string): Promise<boolean> {
	const path = recordingPath(connection.site, callId);
	const attempt = { since: performance.now() };
	const { answer, url } = await requestRecording(connection, path, attempt);
	const { body } = answer;
	const seeing = Promise.race([breakOf(body), lookAtRecording(connection, path, answer)]);
	try {
		const seen = await watchdogOf(connection, answer).watch(seeing);
		return !('missing' in seen) || !seen.mayCome;
	} catch (error) {
		throw lostLine(connection, url, error) ?? error;
	} finally {
		body.destroy();
	}
}
