import { form } from './deliveries.mts';

/** A body that should keep a receiver busy, and the Content-Type that it is sent with. */
interface Hostile {
	type: string;
	/** A body of at most `size` bytes. */
	make: (size: number) => Buffer;
}

const json = 'application/json';
export const multipartType = 'multipart/form-data; boundary=x';
const wide = '"a":800000000802881111';

/** As many pieces as fit, with something between, before and after them. */
function fill(size: number, piece: (at: number) => string, between = '', before = '', after = '') {
	const pieces: string[] = [];
	let left = size - before.length - after.length;
	for (let at = 0; ; at++) {
		const next = piece(at);
		left -= next.length + between.length;
		if (left < 0) break;
		pieces.push(next);
	}
	return Buffer.from(before + pieces.join(between) + after, 'latin1');
}

/** Every kind of delivery that has kept a receiver busy, or could. */
export const hostileBodies: Record<string, Hostile> = {
	'small objects': { type: json, make: (size) => fill(size, () => '{"a":1}', ',', '[', ']') },
	'wide integers in an escaped string': {
		type: json,
		make: (size) =>
			fill(
				size,
				() => wide.replace(/"/g, '\\"'),
				',',
				'{"id":1,"b":"',
				'","c":800000000802881111}',
			),
	},
	'wide integers of many names': {
		type: json,
		make: (size) => fill(size, (at) => `"a${at}":800000000802881111`, ',', '{', '}'),
	},
	calls: {
		type: json,
		make: (size) => fill(size, (at) => `{"id":${at},"leadtype":"call"}`, ',', '[', ']'),
	},
	'names of a form': { type: form, make: (size) => fill(size, (at) => `a${at}=`, '&') },
	'names that are no UTF-8': { type: form, make: (size) => fill(size, () => '\xff=1', '&') },
	'names like __proto__': { type: form, make: (size) => fill(size, () => '__proto__=1', '&') },
	'names with indexes': { type: form, make: (size) => fill(size, (at) => `id[${at}]=1`, '&') },
	'lists in lists': { type: json, make: (size) => fill(size, () => '[') },
	'a string without an end': {
		type: json,
		make: (size) => fill(size, () => 'aaaaaaaa', '', '{"a":"'),
	},
	'a tag list of commas': {
		type: form,
		make: (size) => fill(size, () => ',', '', 'id=1&tags_manual='),
	},
	'JSON in a field': {
		type: form,
		make: (size) => fill(size, () => '{"a":1}', ',', 'data=[', ']'),
	},
	'braces in many fields': { type: form, make: (size) => fill(size, (at) => `${at}={"a":[`, '&') },
	parts: {
		type: multipartType,
		make: (size) =>
			fill(
				size,
				() => '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n',
				'',
				'',
				'--x--',
			),
	},
	'parts without an end': { type: multipartType, make: (size) => fill(size, () => '\r\n--x') },
};
