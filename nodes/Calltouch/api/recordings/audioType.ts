/** Audio format of a recording. */
export interface AudioType {
	/** Without a dot. */
	extension: string;
	mimeType: string;
}

/** The default for unknown formats, because recordings are documented as MP3 (docs/calltouch-api.md#recordings). */
const mp3: AudioType = { extension: 'mp3', mimeType: 'audio/mpeg' };

/** Other formats, each with its signatures by offset. */
const kinds: Array<AudioType & { signs: Array<[at: number, sign: string]> }> = [
	{
		extension: 'wav',
		mimeType: 'audio/wav',
		signs: [
			[0, 'RIFF'],
			[8, 'WAVE'],
		],
	},
	{ extension: 'ogg', mimeType: 'audio/ogg', signs: [[0, 'OggS']] },
	{ extension: 'flac', mimeType: 'audio/flac', signs: [[0, 'fLaC']] },
	{ extension: 'm4a', mimeType: 'audio/mp4', signs: [[4, 'ftyp']] },
	{ extension: 'amr', mimeType: 'audio/amr', signs: [[0, '#!AMR']] },
	{ extension: 'webm', mimeType: 'audio/webm', signs: [[0, '\x1aE\xdf\xa3']] },
	{ extension: 'aac', mimeType: 'audio/aac', signs: [[0, '\xff\xf1']] },
	{ extension: 'aac', mimeType: 'audio/aac', signs: [[0, '\xff\xf9']] },
];

/** Detects the format from the first bytes; 12 are enough. */
export function audioTypeOf(first: Uint8Array): AudioType {
	const text = String.fromCharCode(...first.subarray(0, 12));
	const found = kinds.find(({ signs }) => signs.every(([at, sign]) => text.startsWith(sign, at)));
	if (!found) return mp3;
	const { extension, mimeType } = found;
	return { extension, mimeType };
}

const extensions = new Set([mp3, ...kinds].map(({ extension }) => extension));

/** Returns a file name without a known audio extension. */
export function withoutAudioExtension(name: string): string {
	const dot = name.lastIndexOf('.');
	return dot >= 0 && extensions.has(name.slice(dot + 1).toLowerCase()) ? name.slice(0, dot) : name;
}
