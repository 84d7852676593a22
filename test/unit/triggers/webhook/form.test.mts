import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../../nodes/Calltouch/triggers/webhook/form';
import { readMultipart } from '../../../../nodes/Calltouch/triggers/webhook/multipart';
import { Refusal } from '../../../../nodes/Calltouch/triggers/webhook/refusal';

const bytes = (text: string) => new TextEncoder().encode(text);
const wellFormed = fc.string({ unit: 'grapheme' });

describe('a form', () => {
	it('is read as browsers write it', () => {
		const pairs = fc.array(fc.tuple(wellFormed, wellFormed), { maxLength: 50 });
		fc.assert(
			fc.property(pairs, (fields) => {
				expect(readForm(bytes(new URLSearchParams(fields).toString()))).toEqual(fields);
			}),
		);
	});

	it('is read in parts as browsers write it', async () => {
		const pairs = fc.array(fc.tuple(wellFormed, wellFormed), { minLength: 1, maxLength: 10 });
		await fc.assert(
			fc.asyncProperty(pairs, async (fields) => {
				const form = new FormData();
				for (const [name, value] of fields) form.append(name, value);
				const written = new Response(form);
				const type = written.headers.get('content-type') ?? '';
				const body = new Uint8Array(await written.arrayBuffer());
				expect(readMultipart(body, type)).toEqual([...form]);
			}),
			{ examples: [[[['\\', '']]], [[['a\\\\b', 'x']]]] },
		);
	});

	it.each([
		['name="a\\"b"', 'a"b'],
		['name="a\\""', 'a"'],
		['name="a\\\\"; filename="x"', 'a\\\\'],
		['name=plain', 'plain'],
	])('reads the name of a part as %s gives it', (given, name) => {
		const body = `--x\r\nContent-Disposition: form-data; ${given}\r\n\r\n1\r\n--x--`;
		const [pair] = readMultipart(new TextEncoder().encode(body), 'multipart/form-data; boundary=x');
		expect(pair?.[0]).toBe(name);
	});

	it('is read without an end, whatever its bytes are', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (noise) => {
				for (const texts of readForm(noise))
					for (const text of texts) expect(typeof text).toBe('string');
			}),
		);
	});

	it('in parts is read or refused, whatever its bytes are', () => {
		const piece = fc.constantFrom(
			'--x',
			'\r\n',
			'\n',
			'--',
			'Content-Disposition: form-data',
			'; name=',
			'"',
			'a',
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				try {
					readMultipart(bytes(pieces.join('')), 'multipart/form-data; boundary=x');
				} catch (error) {
					expect(error).toBeInstanceOf(Refusal);
				}
			}),
		);
	});

	it('reads each part in its own charset', () => {
		const part = (name: string, charset: string, value: Buffer) =>
			Buffer.concat([
				bytes(`--x\r\nContent-Disposition: form-data; name="${name}"\r\n`),
				bytes(`Content-Type: text/plain; charset=${charset}\r\n\r\n`),
				value,
				bytes('\r\n'),
			]);
		const body = Buffer.concat([
			part('a', 'US-ASCII', Buffer.from('x')),
			part('b', 'UTF-8', Buffer.from('Москва')),
			part('cut', 'UTF-8', Buffer.from('Да').subarray(0, -1)),
			part('d', 'windows-1251', Buffer.from('df', 'hex')),
			part('c', 'koi8-r', Buffer.from('efd2c7c1cec9cbc1', 'hex')),
			bytes('--x--'),
		]);
		expect(readMultipart(body, 'multipart/form-data; boundary=x')).toEqual([
			['a', 'x'],
			['b', 'Москва'],
			['cut', 'Д\uFFFD'],
			['d', 'Я'],
			['c', 'Органика'],
		]);
	});

	it('is read in UTF-8 when its charset is unknown', () => {
		expect(readForm(bytes('a=да'), 'klingon')).toEqual([['a', 'да']]);
	});

	it('loses one letter when one was cut, not the charset of the others', () => {
		const cut = bytes('город=Казань&source=Реклам').subarray(0, -1);
		const read = Object.fromEntries(readForm(cut));
		expect(read.город).toBe('Казань');
		expect(read.source).toBe('Рекла\uFFFD');
	});
});
