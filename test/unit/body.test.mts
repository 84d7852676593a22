import { PassThrough, Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	breakOf,
	inPortions,
	isText,
	peek,
	readText,
	type Body,
} from '../../nodes/Calltouch/api/body';

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
				async (pieces) => {
					const body = bodyOf(pieces);
					const first = await peek(body);
					const whole = Buffer.concat(pieces);
					expect(first.length > 0).toBe(whole.length > 0);
					expect(whole.subarray(0, first.length).equals(first)).toBe(true);
					expect((await rest(body)).equals(whole)).toBe(true);
				},
			),
		);
	});

	it('lets the body be piped afterwards', async () => {
		const body = bodyOf([Buffer.from('abc'), Buffer.from('def')]);
		await peek(body);
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
		const peeking = peek(body as unknown as Body);
		body.destroy(new Error('aborted'));
		await expect(peeking).rejects.toThrow('aborted');
	});
});

describe('inPortions', () => {
	/** A body that comes from elsewhere, as an answer does. */
	const arriving = (pieces: Uint8Array[]) => {
		const body = new PassThrough();
		for (const piece of pieces) body.write(piece);
		body.end();
		return body as unknown as Body;
	};

	it('changes no byte, and makes no portion smaller than asked but the last', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 30 }),
				fc.integer({ min: 1, max: 200 }),
				async (pieces, bytes) => {
					const body = new Readable({ read() {} }) as unknown as Body;
					inPortions(body, bytes);
					const portions: Uint8Array[] = [];
					const push = (piece: Uint8Array | null) => {
						body.push(piece);
						for (let read = body.read(); read; read = body.read()) portions.push(read);
					};
					for (const piece of pieces) push(Buffer.from(piece));
					push(null);
					expect(Buffer.concat(portions).equals(Buffer.concat(pieces))).toBe(true);
					for (const portion of portions.slice(0, -1)) {
						expect(portion.length).toBeGreaterThanOrEqual(bytes);
					}
				},
			),
		);
	});

	it('is read to its end, whoever holds it back', async () => {
		const sizes = [1, 70_000, 20_000, 300_000, 5];
		const pieces = sizes.map((size, index) => Buffer.alloc(size, index));
		const whole = Buffer.concat(pieces);
		const zipped = createGunzip();
		zipped.end(gzipSync(whole));
		for (const body of [arriving(pieces), zipped as unknown as Body]) {
			inPortions(body, 128 * 1024);
			await peek(body);
			expect((await rest(body)).equals(whole)).toBe(true);
		}
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
		['an ID3 tag', [0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0x21]],
		['an MPEG frame', [0xff, 0xfb, 0x90, 0x64, 0]],
		['a WAV file', [0x52, 0x49, 0x46, 0x46, 0x24, 0x08, 0, 0, 0x57, 0x41, 0x56, 0x45]],
	])('knows %s as no text', (_, bytes) => {
		expect(isText(Uint8Array.from(bytes))).toBe(false);
	});
});
