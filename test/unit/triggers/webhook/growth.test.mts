import { describe, expect, it } from 'vitest';
import { parseBounded } from '../../../../nodes/Calltouch/triggers/webhook/boundedJson';
import { textReader } from '../../../../nodes/Calltouch/triggers/webhook/charset';
import {
	readDeliveries,
	type WebhookRequest,
} from '../../../../nodes/Calltouch/triggers/webhook/delivery';
import { dictionary } from '../../../../nodes/Calltouch/triggers/webhook/dictionary';
import { toDelivery, type Fields } from '../../../../nodes/Calltouch/triggers/webhook/fields';
import { fingerprint, subjectOf } from '../../../../nodes/Calltouch/triggers/webhook/fingerprint';
import { readForm } from '../../../../nodes/Calltouch/triggers/webhook/form';
import { readMultipart } from '../../../../nodes/Calltouch/triggers/webhook/multipart';
import { isInside, readNetworks } from '../../../../nodes/Calltouch/triggers/webhook/networks';
import { isTestDelivery } from '../../../../nodes/Calltouch/triggers/webhook/placeholders';
import { Refusal } from '../../../../nodes/Calltouch/triggers/webhook/refusal';
import { withoutSecret } from '../../../../nodes/Calltouch/triggers/webhook/secret';
import { tidy } from '../../../../nodes/Calltouch/triggers/webhook/tidy';
import { hostileBodies, multipartType } from '../../../support/hostileDeliveries.mts';
import { growthOf, linear } from '../../../support/growth.mts';

const bytes = (text: string) => new TextEncoder().encode(text);
const repeat = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));
/** Bytes of a large body. */
const size = 800_000;
/** What stands in an address, in a header or in a parameter is never longer. */
const shortSize = 256_000;
const short = new Set(['the secret', 'networks', 'an address']);

/** Each reader with texts that could cost it more than their length. */
const readers: Record<
	string,
	[work: (text: string) => unknown, texts: Record<string, (size: number) => string>]
> = {
	'a form': [
		(text) => readForm(bytes(text)),
		{
			ampersands: repeat('&'),
			'one name': repeat('a'),
			'percent signs': repeat('%'),
			'half of a percent sign': repeat('%4'),
			'bytes that are no UTF-8': repeat('%D0'),
		},
	],
	'a form in parts': [
		(text) => readMultipart(bytes(text), 'multipart/form-data; boundary=x'),
		{
			'no end': repeat('--x\r\n'),
			'almost delimiters': repeat('--x'),
			'a long head': (length) =>
				`--x\r\nContent-Disposition: form-data; name="${'\\"'.repeat(length / 2)}`,
			'a head of lines': (length) => `--x\r\n${'a\r\n'.repeat(length / 3)}--x--`,
			'a long value': (length) =>
				`--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'\r\n-'.repeat(length / 3)}\r\n--x--`,
		},
	],
	'JSON with bounds': [
		parseBounded,
		{
			'lists in lists': repeat('['),
			'empty lists': (length) => `[${'[],'.repeat(length / 3)}[]]`,
			quotes: repeat('"'),
			backslashes: (length) => `"${'\\\\'.repeat(length / 2)}"`,
			'a string without an end': (length) => `"${'a'.repeat(length)}`,
			'escaped JSON with wide integers': (length) =>
				JSON.stringify({ text: '"id":12345678901234567890,'.repeat(length / 26) }),
		},
	],
	'the charset': [
		(text) => textReader([Buffer.from(text, 'latin1')])(bytes('')),
		{
			'first bytes': repeat('\xd0'),
			'following bytes': repeat('\x80'),
			letters: repeat('\xd0\x80'),
		},
	],
	'the secret': [
		(text) => withoutSecret(text, { 'x-webhook-secret': text }, 'a&'.repeat(50)),
		{
			'many secrets': repeat('secret=a&'),
			'one long one': (length) => `secret=${'a'.repeat(length)}`,
			'percent signs': (length) => `secret=${'%25'.repeat(length / 3)}`,
			ampersands: repeat('&'),
		},
	],
	networks: [
		(text) => isInside('1.2.3.4', readNetworks(text, 'Source Networks')),
		{
			blanks: repeat(' '),
			slashes: repeat('/'),
			addresses: repeat('1.2.3.4/8,'),
			dots: repeat('.'),
		},
	],
	'an address': [
		(text) => isInside(text, readNetworks('::/0', 'Source Networks')),
		{ colons: repeat(':'), dots: repeat('.'), digits: repeat('1.'), brackets: repeat('[') },
	],
};

/** What becomes of fields after they were read. */
function handle(fields: Fields): void {
	const delivery = toDelivery({ id: '5' }, fields);
	isTestDelivery(delivery.fields);
	subjectOf(tidy(delivery, 'Europe/Moscow'));
	fingerprint(delivery.fields);
}

const long: Record<string, (size: number) => string> = {
	commas: repeat(','),
	blanks: repeat(' '),
	digits: repeat('7'),
	'opening brackets': repeat('['),
	'opening braces': repeat('{'),
	'a list': (length) => `[${'1,'.repeat(length / 2)}1]`,
	dates: repeat('2023-12-14 18:52:13'),
	negations: repeat('non-'),
};

describe('the time of a webhook grows with what comes', () => {
	for (const [reader, [work, texts]] of Object.entries(readers)) {
		it.each(Object.entries(texts))(`${reader}: %s`, async (_, make) => {
			expect(await growthOf(short.has(reader) ? shortSize : size, make, work)).toBeLessThan(linear);
		});
	}

	it.each(Object.entries(long))('a value of every kind: %s', async (_, make) => {
		const everywhere = (length: number) =>
			Object.fromEntries(Object.keys(dictionary).map((name) => [name, make(length / 80)]));
		expect(await growthOf(size, everywhere, handle)).toBeLessThan(linear);
	});

	it.each(['sendingtimestamp', 'tags[]', 'attrs', '__proto__', 'other'])(
		'many fields: %s',
		async (name) => {
			const many = (count: number) =>
				Object.fromEntries(
					Array.from({ length: count }, (_, at) => [spelled(name, at), '2023-12-14 18:52:13']),
				);
			expect(await growthOf(2000, many, handle)).toBeLessThan(linear);
		},
	);

	it.each(['sendingtimestamp', 'id', 'tagsmanual', 'attrs', 'unique', 'source'])(
		'many values of one field: %s',
		async (name) => {
			const many = (count: number) => ({
				[name]: Array<string>(count).fill('2023-12-14 18:52:13'),
			});
			expect(await growthOf(40_000, many, handle)).toBeLessThan(linear);
		},
	);
});

/** The same name written in many ways, or many names. */
function spelled(name: string, at: number): string {
	if (name === 'sendingtimestamp') {
		return [...name].map((letter, place) => ((at >> place) & 1 ? `${letter}_` : letter)).join('');
	}
	return name.endsWith('[]') ? name.replace('[]', `[${at}]`) : name + at;
}

describe('a whole request of 1 MB', () => {
	it.each(Object.entries(hostileBodies))('is read or refused: %s', async (_, { type, make }) => {
		const body = make(1024 * 1024);
		expect(body.length).toBeGreaterThan(900_000);
		expect(body.length).toBeLessThanOrEqual(1024 * 1024);
		const request = {
			headers: { 'content-type': type },
			rawBody: body,
		} as unknown as WebhookRequest;
		const answer = await readDeliveries(request, '').then(
			(deliveries) => deliveries.forEach((delivery) => handle(delivery.fields)),
			(error: unknown) => error,
		);
		if (answer !== undefined) expect(answer).toBeInstanceOf(Refusal);
	});

	it('is refused for each bound', async () => {
		const list = (count: number, one: string) => `[${Array<string>(count).fill(one).join(',')}]`;
		const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
		const fields = (count: number) =>
			Array.from({ length: count }, (_, at) => `f${at}=1`).join('&');
		const parts = (count: number) =>
			`${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(count)}--x--`;
		const json = 'application/json';
		const cases: Array<[type: string, fits: string, over: string, why: RegExp]> = [
			[json, list(200, '{"id":1}'), list(201, '{"id":1}'), /more than 200 deliveries/],
			[json, nested(19), nested(20), /too many values or levels/],
			[
				json,
				`{"a":${list(19_997, '1')}}`,
				`{"a":${list(20_000, '1')}}`,
				/too many values or levels/,
			],
			[json, `{${jsonFields(1000)}}`, `{${jsonFields(1001)}}`, /more than 1000 fields/],
			['', fields(1000), fields(1001), /more than 1000 fields/],
			[multipartType, parts(1000), parts(1001), /more than 1000 fields/],
		];
		for (const [type, fits, over, why] of cases) {
			const read = async (text: string) =>
				await readDeliveries(
					{ headers: { 'content-type': type }, rawBody: bytes(text) } as never,
					'',
				);
			await expect(read(fits)).resolves.toBeDefined();
			await expect(read(over)).rejects.toThrow(why);
			await expect(read(over)).rejects.toMatchObject({ status: 400 });
		}
	});
});

function jsonFields(count: number): string {
	return Array.from({ length: count }, (_, at) => `"f${at}":1`).join(',');
}
