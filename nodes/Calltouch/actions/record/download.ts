import type { INodeExecutionData } from 'n8n-workflow';
import { CalltouchError } from '../../api/errors';
import { fetchRecording } from '../../api/recordings';
import { binaryField } from '../../shared/parameters/binaryField';
import { callId as callIdField } from '../../shared/parameters/callId';
import { choice } from '../../shared/fields/choice';
import { withDefault } from '../../shared/fields/field';
import { text } from '../../shared/fields/text';
import { safeFileName } from '../../shared/export/fileName';
import { optionsWith } from '../../shared/parameters/options';
import { itemOperation, type Items } from '../operation';

const mimeType = 'audio/mpeg';

type IfMissing = 'error' | 'continue' | 'skip';

const ifMissingField = choice<IfMissing>('If Recording Is Missing', {
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Pass the item on, with the answer of Calltouch in its field record.message',
		},
		{ name: 'Skip', value: 'skip', description: 'Leave the item out' },
		{ name: 'Stop', value: 'error', description: 'Treat the item as failed' },
	],
	default: 'error',
	description: 'What to do with a call that has no recording, such as a missed one',
});

/** Gives the input item with the recording added to it. */
export const downloadRecording = itemOperation({
	option: {
		name: 'Download',
		action: 'Download recording',
		description: 'Download the recording of a call as an MP3 file',
	},
	fields: {
		callId: callIdField,
		binaryPropertyName: binaryField,
		ifMissing: withDefault(ifMissingField),
		options: optionsWith({
			fileName: text('File Name', {
				example: '{{ $json.callId }}.mp3',
				description: 'Name of the file. If empty, the name is made from the call ID.',
			}),
		}),
	},
	/** More than elsewhere, because eight are read while others wait: the whole rate at six seconds an answer. */
	itemsAtOnce: 40,
	async execute({ context, itemIndex, connection }, values) {
		const { callId, binaryPropertyName, ifMissing, options } = values;
		const fileName = safeFileName(options.fileName, `${callId}_record`, 'mp3');
		const recording = await fetchRecording(connection, callId, async (body) => {
			// The name and the type are given, because n8n does not look into streams.
			const value = await context.helpers.prepareBinaryData(
				body as unknown as Parameters<typeof context.helpers.prepareBinaryData>[0],
				fileName,
				mimeType,
			);
			return { value, bytes: value.bytes ?? NaN };
		});
		const input = context.getInputData()[itemIndex] as INodeExecutionData;
		if ('missing' in recording)
			return withoutRecording(input, callId, recording.missing, ifMissing);
		const record = {
			status: true,
			message: 'Recording downloaded',
			fileName,
			mimeType,
			bytes: recording.bytes,
		};
		return [
			{
				json: { ...input.json, record },
				binary: { ...input.binary, [binaryPropertyName]: recording.value },
			},
		];
	},
});

function withoutRecording(
	input: INodeExecutionData,
	callId: string,
	message: string,
	ifMissing: IfMissing,
): Items {
	if (ifMissing === 'skip') return [];
	if (ifMissing === 'error') {
		throw new CalltouchError('not-there', `Call ${callId} has no recording: "${message}"`, {
			remedy: `To go on without it, choose Continue or Skip in ${ifMissingField.definition.label}.`,
		});
	}
	const record = { status: false, message, fileName: null, mimeType: null, bytes: 0 };
	return [{ json: { ...input.json, record }, binary: input.binary && { ...input.binary } }];
}
