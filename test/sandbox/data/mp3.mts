import { createHash } from 'node:crypto';
import { collect, type Body } from '../server/reply.mts';

/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, mono, no CRC, no padding: 144 * 128000 / 44100 bytes. */
const FRAME_HEADER = Buffer.from([0xff, 0xfb, 0x90, 0xc4]);
const FRAME_BYTES = 417;
/** Header and side information of a mono frame; the rest of a silent frame is free for any data. */
const FREE_FROM = FRAME_HEADER.length + 17;
const FRAMES_PER_CHUNK = 128;
const TAG_HEADER_BYTES = 10;

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

function synchsafe(value: number): Buffer {
	return Buffer.from([value >> 21, value >> 14, value >> 7, value].map((part) => part & 0x7f));
}

/** An ID3v2.3 tag with the call id as title, filled up to a size. */
function tagOf(callId: string, size: number): Buffer {
	const title = Buffer.from(`\0call ${callId}`, 'latin1');
	const tag = Buffer.alloc(size);
	Buffer.concat([
		Buffer.from('ID3\x03\x00\x00', 'latin1'),
		synchsafe(size - TAG_HEADER_BYTES),
		Buffer.from('TIT2', 'latin1'),
		uint32(title.length),
		Buffer.from([0, 0]),
		title,
	]).copy(tag);
	return tag;
}

/** How recordings begin. Only an mp3 can be played; the others are the same behind their first bytes. */
const heads = { mp3: '', wav: 'RIFF\xff\xff\xff\x7fWAVEfmt ', ogg: 'OggS\x00\x02\x00\x00' };
export type RecordingFormat = keyof typeof heads;

function withHead(chunk: Buffer, format: RecordingFormat): Buffer {
	chunk.write(heads[format], 'latin1');
	return chunk;
}

/**
 * The recording of a call: a playable mp3 of silence with an exact size. Every frame carries the
 * call id and its own number, so a lost, repeated or moved piece changes the bytes.
 */
export function recordingBody(
	callId: number | string,
	bytes: number,
	format: RecordingFormat = 'mp3',
): Body {
	const id = String(callId);
	const smallestTag = 2 * TAG_HEADER_BYTES + 6 + id.length;
	const frames = Math.floor((bytes - smallestTag) / FRAME_BYTES);
	if (frames < 1) throw new Error(`A recording cannot have only ${bytes} bytes`);
	function* chunks(): Generator<Buffer> {
		yield withHead(tagOf(id, bytes - frames * FRAME_BYTES), format);
		const frame = Buffer.alloc(FRAME_BYTES);
		FRAME_HEADER.copy(frame);
		frame.write(`call ${id} frame `, FREE_FROM, 'latin1');
		const numberAt = FREE_FROM + `call ${id} frame `.length;
		for (let first = 0; first < frames; first += FRAMES_PER_CHUNK) {
			const count = Math.min(FRAMES_PER_CHUNK, frames - first);
			const chunk = Buffer.allocUnsafe(count * FRAME_BYTES);
			for (let at = 0; at < count; at++) {
				frame.write(String(first + at).padStart(8, '0'), numberAt, 'latin1');
				frame.copy(chunk, at * FRAME_BYTES);
			}
			yield chunk;
		}
	}
	return { length: bytes, chunks };
}

/** The exact bytes of a recording. */
export function recordingBytes(
	callId: number | string,
	bytes: number,
	format?: RecordingFormat,
): Buffer {
	return collect(recordingBody(callId, bytes, format));
}

/** The SHA-256 of a recording in hexadecimal digits, without building it whole. */
export function recordingSha256(callId: number | string, bytes: number): string {
	const hash = createHash('sha256');
	for (const chunk of recordingBody(callId, bytes).chunks()) hash.update(chunk);
	return hash.digest('hex');
}
