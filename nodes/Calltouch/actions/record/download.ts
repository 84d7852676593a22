import type { INodeExecutionData } from 'n8n-workflow';
import { withoutAudioExtension } from '../../api/recordings/audioType';
import { CalltouchError } from '../../api/errors';
import { isSameId } from '../../api/ids';
import { fetchRecording, type Recording } from '../../api/recordings/recordings';
import { mayBeRecorded, waitForRecording } from '../../api/recordings/wait';
import { binaryField } from '../../shared/parameters/binaryField';
import { callId as callIdField } from '../../shared/parameters/callId';
import { choice } from '../../shared/fields/choice';
import { withDefault } from '../../shared/fields/field';
import { text } from '../../shared/fields/text';
import { safeFileName } from '../../shared/export/fileName';
import { optionsWith } from '../../shared/parameters/options';
import { duration } from '../../shared/fields/whole';
import { resultItem } from '../../n8n/resultItem';
import { itemOperation, type Items } from '../operation';

type IfMissing = 'error' | 'continue' | 'skip';

const ifMissingField = choice<IfMissing>('If Recording Is Missing', {
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Pass the item on, with the answer of Calltouch in its field record.message',
		},
		{ name: 'Skip', value: 'skip', description: 'Leave the item out' },
		{
			name: 'Stop',
			value: 'error',
			description:
				'Treat the item as failed. A call that the input item shows as missed, or without length, is passed on as with Continue.',
		},
	],
	default: 'error',
	description: 'What to do with a call that has no recording',
});

/** Returns the input item with the recording added. */
export const downloadRecording = itemOperation({
	option: {
		name: 'Download',
		action: 'Download recording',
		description: 'Download the recording of a call as an audio file, usually MP3',
	},
	fields: {
		callId: callIdField,
		binaryPropertyName: binaryField,
		ifMissing: withDefault(ifMissingField),
		options: optionsWith({
			fileName: text('File Name', {
				example: '{{ $json.callId }}.mp3',
				description: 'Name of the file. Without it, the name is made from the call ID.',
			}),
			waitForRecording: withDefault(
				duration('Wait for Recording (Minutes)', {
					unit: 'minutes',
					min: 0,
					max: 1440,
					default: 0,
					description:
						'How long to ask again for a recording that is not there yet. Calltouch needs some minutes after a call to store one. Other items do not wait for it.',
				}),
			),
		}),
	},
	/**
	 * More than elsewhere, because eight are read while others wait; enough for the full rate at six seconds per answer.
	 */
	itemsAtOnce: 40,
	async execute({ context, itemIndex, connection, rest, remarks }, values) {
		const { callId, binaryPropertyName, ifMissing, options } = values;
		const input = context.getInputData()[itemIndex] as INodeExecutionData;
		const isLikely = isAboutAnother(input, callId) || mayBeRecorded(input.json);
		const wantedName = withoutAudioExtension(options.fileName ?? `${callId}_record`);
		const ask = async () =>
			await fetchRecording(connection, callId, async (content, { extension, mimeType }) => {
				const fileName = safeFileName(wantedName, `${callId}_record`, extension);
				// Name and type are passed explicitly, because n8n does not look into streams.
				const binary = await context.helpers.prepareBinaryData(
					content as unknown as Parameters<typeof context.helpers.prepareBinaryData>[0],
					fileName,
					mimeType,
				);
				return { value: { binary, fileName, mimeType }, bytes: binary.bytes ?? NaN };
			});
		const waitMs = isLikely ? options.waitForRecording * 60_000 : 0;
		const asking = waitForRecording(ask, waitMs, rest);
		const recording = await (ifMissing === 'continue' ? withoutStumble(asking) : asking);
		if ('missing' in recording) {
			if (ifMissing === 'error' && isLikely) throw noRecording(callId, recording.missing);
			remarks.missingRecordings++;
			if (ifMissing === 'skip') return [];
			return withoutRecording(input, recording.missing);
		}
		const { binary, fileName, mimeType } = recording.value;
		const { bytes } = recording;
		const record = { status: true, message: 'Recording downloaded', fileName, mimeType, bytes };
		return [
			{
				...resultItem({ ...input.json, record }),
				binary: { ...input.binary, [binaryPropertyName]: binary },
			},
		];
	},
});

/** Whether an item is about something else and so says nothing about the call. */
function isAboutAnother({ json }: INodeExecutionData, callId: string): boolean {
	return !isSameId(json.callId, callId);
}

/** Treats a server failure that outlasts all tries as a missing recording, with its message. */
async function withoutStumble<T>(asking: Promise<Recording<T>>): Promise<Recording<T>> {
	return await asking.catch((error: unknown) => {
		const isStumble = error instanceof CalltouchError && error.reason === 'unavailable';
		if (!isStumble || error.status === 408) throw error;
		return { missing: error.message, mayCome: false };
	});
}

function noRecording(callId: string, message: string): CalltouchError {
	// An example looks for these words (examples/call-summary.json).
	return new CalltouchError('not-there', `Call ${callId} has no recording: "${message}"`, {
		remedy: `To go on without it, choose Continue or Skip in ${ifMissingField.definition.label}. A call that has just ended may need Wait for Recording, under Options.`,
	});
}

function withoutRecording(input: INodeExecutionData, message: string): Items {
	const record = { status: false, message, fileName: null, mimeType: null, bytes: 0 };
	const binary = input.binary && { ...input.binary };
	return [{ ...resultItem({ ...input.json, record }), binary }];
}
