import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { CalltouchError, unknownChoice } from '../../api/errors';
import { digits } from '../../api/ids';
import { fetchRecording } from '../../api/records';
import { binaryFieldParameter, readBinaryField } from '../../shared/binaryField';
import { callIdParameter } from '../../shared/callId';
import { textField } from '../../shared/collections';
import { safeFileName } from '../../shared/fileName';
import { optionsWith } from '../../shared/options';
import type { Items, Run } from '../operation';

const mimeType = 'audio/mpeg';

/** More than elsewhere, because eight are read while others wait: the whole rate at six seconds an answer. */
export const itemsAtOnce = 40;

export const option = {
	name: 'Download',
	action: 'Download a recording',
	description: 'Download the recording of a call as an MP3 file',
};

export const description: INodeProperties[] = [
	callIdParameter,
	binaryFieldParameter,
	{
		displayName: 'If Recording Is Missing',
		name: 'ifMissing',
		type: 'options',
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
	},
	optionsWith([
		textField(
			'File Name',
			'fileName',
			'{{ $json.callId }}.mp3',
			'Name of the file. If empty, the name is made from the call ID.',
		),
	]),
];

/** The input item with the recording added to it. */
export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const callId = digits(context.getNodeParameter('callId', itemIndex), 'Call ID');
	const field = readBinaryField(context, itemIndex);
	const ifMissing = readIfMissing(context.getNodeParameter('ifMissing', itemIndex));
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
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
	if ('missing' in recording) return withoutRecording(input, callId, recording.missing, ifMissing);
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
			binary: { ...input.binary, [field]: recording.value },
		},
	];
}

type IfMissing = 'error' | 'continue' | 'skip';

function withoutRecording(
	input: INodeExecutionData,
	callId: string,
	message: string,
	ifMissing: IfMissing,
): Items {
	if (ifMissing === 'skip') return [];
	if (ifMissing === 'error') {
		throw new CalltouchError('not-there', `Call ${callId} has no recording: "${message}"`, {
			remedy: 'To go on without it, choose Continue or Skip in If Recording Is Missing.',
		});
	}
	const record = { status: false, message, fileName: null, mimeType: null, bytes: 0 };
	return [{ json: { ...input.json, record }, binary: input.binary && { ...input.binary } }];
}

function readIfMissing(value: unknown): IfMissing {
	if (value === 'error' || value === 'continue' || value === 'skip') return value;
	throw unknownChoice('If Recording Is Missing', value);
}
