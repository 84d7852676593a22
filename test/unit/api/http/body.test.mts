import { randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable, type Transform } from 'node:stream';
import { brotliCompressSync, createBrotliDecompress, createUnzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	breakOf,
	inPortions,
	isText,
	peek,
	readText,
	type Body,
} from '../../../../nodes/Calltouch/api/http/body';

const bodyOf = (pieces: Uint8Array[]) =>
	Readable.from(
		pieces.map((piece) => Buffer.from(piece)),
		{ objectMode: false },
	) as unknown as Body;

async function rest(body: Body): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of body) pieces.push(piece);
	return Buffer.concat(pieces);
}

describe('peek', () => {
	it('shows the beginning and takes nothing away', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 8 }),
				fc.integer({ min: 1, max: 200 }),
				async (pieces, bytes) => {
					const body = bodyOf(pieces);
					const first = await peek(body, bytes);
					const whole = Buffer.concat(pieces);
					expect(whole.subarray(0, bytes).equals(first)).toBe(true);
					expect((await rest(body)).equals(whole)).toBe(true);
				},
			),
		);
	});

	it('lets the body be piped afterwards', async () => {
		const body = bodyOf([Buffer.from('abc'), Buffer.from('def')]);
		await peek(body, 4);
		const pieces: Buffer[] = [];
		await new Promise((resolve) =>
			(body as unknown as Readable)
				.on('data', (piece: Buffer) => pieces.push(piece))
				.on('end', resolve),
		);
		expect(Buffer.concat(pieces).toString()).toBe('abcdef');
	});

	it('rejects when the line breaks first', async () => {
		const body = new Readable({ read() {} });
		const peeking = peek(body as unknown as Body, 12);
		body.destroy(new Error('aborted'));
		await expect(peeking).rejects.toThrow('aborted');
	});
});

describe('inPortions', () => {
	const readAll = (body: Body) => {
		const portions: Uint8Array[] = [];
		for (let read = body.read(); read; read = body.read()) portions.push(read);
		return portions;
	};

	it('changes no byte, and lets a portion out as soon as it is large enough', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 30 }),
				fc.integer({ min: 1, max: 200 }),
				async (pieces, bytes) => {
					const body = new Readable({ read() {} }) as unknown as Body;
					inPortions(body, bytes);
					const portions: Uint8Array[] = [];
					let held = 0;
					for (const piece of pieces) {
						body.push(Buffer.from(piece));
						const out = readAll(body);
						held += piece.length - Buffer.concat(out).length;
						expect(held).toBeLessThan(bytes);
						for (const portion of out) expect(portion.length).toBeGreaterThanOrEqual(bytes);
						portions.push(...out);
					}
					body.push(null);
					portions.push(await rest(body));
					expect(Buffer.concat(portions).equals(Buffer.concat(pieces))).toBe(true);
				},
			),
		);
	});

	it('holds the source back while nobody reads', () => {
		const body = new Readable({ read() {}, highWaterMark: 1000 }) as unknown as Body;
		inPortions(body, 2000);
		expect(body.push(Buffer.alloc(1500))).toBe(true);
		expect(body.push(Buffer.alloc(500))).toBe(false);
		expect(body.push(Buffer.alloc(500))).toBe(false);
	});

	const folder = mkdtempSync(join(tmpdir(), 'calltouch-body-'));
	const whole = randomBytes(3_000_000);
	writeFileSync(join(folder, 'whole'), whole);
	function* slices(bytes: Buffer) {
		for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
	}
	const unpacked = (bytes: Buffer, unpacker: Transform) =>
		pipeline(Readable.from(slices(bytes)), unpacker, () => undefined);
	const sources = {
		gzip: () => unpacked(gzipSync(whole), createUnzip()),
		brotli: () => unpacked(brotliCompressSync(whole), createBrotliDecompress()),
		'a file': () => createReadStream(join(folder, 'whole')),
		memory: () => Readable.from(slices(whole), { objectMode: false }),
	};

	it.each(Object.entries(sources))('brings a body from %s whole into a file', async (_, open) => {
		const source = open();
		const body = source as unknown as Body;
		await peek(body, 512);
		inPortions(body, 128 * 1024);
		await writeFile(join(folder, 'stored'), source);
		expect(readFileSync(join(folder, 'stored')).equals(whole)).toBe(true);
	});
});

describe('breakOf', () => {
	it('hears of a break before anybody reads', async () => {
		const body = new Readable({ read() {} });
		const broken = breakOf(body as unknown as Body);
		body.destroy(new Error('aborted'));
		await expect(broken).rejects.toThrow('aborted');
	});
});

describe('readText', () => {
	it('stops after the beginning of a long body', async () => {
		const endless = Readable.from(
			(function* () {
				for (;;) yield Buffer.from('я'.repeat(500));
			})(),
		);
		const text = await readText(endless as unknown as Body, 5000);
		expect(text).toMatch(/^я+$/);
		expect(text.length).toBeLessThan(4000);
	});
});

describe('isText', () => {
	it.each(['{"message":"нет записи"}', '<html>', 'Not found', ' \r\n\t', 'я'.slice(0, 1)])(
		'knows %s as text',
		(text) => {
			expect(isText(Buffer.from(text))).toBe(true);
		},
	);

	it('knows text whose last sign is cut', () => {
		expect(isText(Buffer.from('{"message":"нет записи"').subarray(0, -2))).toBe(true);
	});

	it.each([
		[
			'a page in windows-1251',
			[...Buffer.from('<html><title>'), 0xce, 0xf8, 0xe8, 0xe1, 0xea, 0xe0],
		],
		['JSON in windows-1251', [...Buffer.from('\n{"message":"'), 0xcd, 0xe5, 0xf2, 0x22, 0x7d]],
		['words in windows-1251', [0xc7, 0xe0, 0xef, 0xe8, 0xf1, 0xe8, 0x20, 0xed, 0xe5, 0xf2, 0x97]],
		['a page with a control sign', [...Buffer.from('\ufeff \t<html>\f\0')]],
		['a page in UTF-16', [...Buffer.from('\ufeff<html>', 'utf16le')]],
		['words in UTF-16', [...Buffer.from('\ufeffНет записи', 'utf16le')]],
		['words in UTF-16, high bytes first', [...Buffer.from('\ufeffНет', 'utf16le').swap16()]],
		['a page in UTF-16 without a mark', [...Buffer.from('<html>', 'utf16le')]],
	])('knows %s as text', (_, bytes) => {
		expect(isText(Uint8Array.from(bytes))).toBe(true);
	});

	it.each([
		['an ID3 tag', [0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0x21]],
		['an MPEG frame', [0xff, 0xfb, 0x90, 0x64, 0]],
		['a WAV file', [0x52, 0x49, 0x46, 0x46, 0x24, 0x08, 0, 0, 0x57, 0x41, 0x56, 0x45]],
		['an M4A file whose first box has 60 bytes', [...Buffer.from('\0\0\0<ftypM4A ')]],
		['an AMR file', [...Buffer.from('#!AMR\n<\x08')]],
		['an AAC frame', [0xff, 0xf1, 0x50, 0x80, 0x01]],
	])('knows %s as no text', (_, bytes) => {
		expect(isText(Uint8Array.from(bytes))).toBe(false);
	});
});
