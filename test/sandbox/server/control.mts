import type { NewCall } from '../data/pinned.mts';
import { json, type Reply } from './reply.mts';
import type { RequestLog } from './request-log.mts';
import type { Settings } from './settings.mts';

/** The path of the control endpoint. */
export const CONTROL_PATH = '/__sandbox';

/** What the control endpoint can do to a sandbox. */
interface Controls {
	readonly settings: Readonly<Settings>;
	readonly counts: object;
	readonly requests: RequestLog;
	configure(partial: Partial<Settings>): void;
	reset(): void;
	addCall(call?: NewCall): string;
}

/** Besides settings, a POST can order these. */
interface Orders {
	addCalls?: NewCall[];
	clearRequests?: boolean;
}

function state({ settings, counts, requests }: Controls): Reply {
	return json(200, { settings, counts, requests });
}

function change(controls: Controls, body: Buffer): Reply {
	const wanted = JSON.parse(body.toString() || '{}') as Partial<Settings> & Orders;
	const { addCalls = [], clearRequests = false, ...settings } = wanted;
	controls.configure(settings);
	const added = addCalls.map((call) => controls.addCall(call));
	if (clearRequests) controls.requests.clear();
	return json(200, { settings: controls.settings, counts: controls.counts, added });
}

/** Answers `GET`, `POST` and `DELETE` of the control endpoint. */
export function control(controls: Controls, method: string, body: Buffer): Reply {
	try {
		if (method === 'GET') return state(controls);
		if (method === 'POST') return change(controls, body);
		if (method === 'DELETE') {
			controls.reset();
			return state(controls);
		}
		return json(405, { message: 'Use GET, POST or DELETE' });
	} catch (error) {
		return json(400, { message: error instanceof Error ? error.message : String(error) });
	}
}
