import type { ApiRequest, Route, World } from '../server/api.mts';
import { recordingBody } from '../data/mp3.mts';
import { bodyOf, errorShapes, json, type Reply } from '../server/reply.mts';

function missing({ settings }: World): Reply {
	const message = errorShapes.A('Запись разговора не найдена');
	switch (settings.missingRecording) {
		case 'json200':
			return json(200, message);
		case 'empty200':
			return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body: bodyOf() };
		default:
			return json(404, message);
	}
}

function download({ params, siteId }: ApiRequest, world: World): Reply {
	const callId = params['callId'] ?? '';
	const call = world.book.find(siteId, callId);
	const { recordingBytes, recordingFormat, recordingDelay } = world.settings;
	const isThere = call && call.timestamp + recordingDelay <= Date.now() / 1000;
	if (!call?.successful || !isThere) return missing(world);
	const body = recordingBody(callId, recordingBytes, recordingFormat);
	return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body };
}

/** The recording of a call. */
export const recordings: Route = {
	method: 'GET',
	path: '/calls-service/RestAPI/{siteId}/calls-diary/calls/{callId}/download',
	auth: 'clientApiId',
	answer: download,
};
