import type { Sandbox } from '../sandbox/sandbox.mts';

const everyMs = 60_000;

/** Lets somebody call each minute, so that the triggers have something to do. Every third call is missed. */
export function ringEveryMinute(sandbox: Sandbox): void {
	let calls = 0;
	setInterval(() => {
		calls++;
		// The triggers remember what came: a number must not come again after a restart.
		const callId = Math.floor(Date.now() / 1000);
		sandbox.addCall({ fields: { callId, successful: calls % 3 !== 0 } });
	}, everyMs);
}
