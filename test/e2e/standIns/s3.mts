import { createHash, createHmac } from 'node:crypto';
import type { CredentialFile } from '../n8n/import.mts';
import { Refusal, type Asked, type Service } from './service.mts';

const host = 'storage.yandexcloud.net';
const region = 'ru-central1';
const accessKeyId = 'key-of-s3';
const secretAccessKey = 'secret-of-s3';

const credential: CredentialFile = {
	id: 's3',
	name: 'S3 account',
	type: 's3',
	data: {
		endpoint: `https://${host}`,
		region,
		accessKeyId,
		secretAccessKey,
		forcePathStyle: true,
		ignoreSSLIssues: false,
	},
};

/** What was put into the bucket. */
interface StoredObject {
	type: string;
	bytes: Buffer;
}

interface S3 extends Service {
	objects: Map<string, StoredObject>;
	/** Parts of names of objects that the storage does not take. */
	refused: Set<string>;
}

/** An S3 storage with one bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function s3(bucket: string): S3 {
	const refused = new Set<string>();
	const objects = new Map<string, StoredObject>();
	return {
		hosts: [host],
		credentials: [credential],
		asked: [],
		admit: checkSignature,
		// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses
		refuse: ({ status, message, code }) => ({
			status,
			headers: { 'content-type': 'application/xml' },
			body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code || 'InvalidRequest'}</Code><Message>${message}</Message></Error>`,
		}),
		routes: [
			{
				method: 'GET',
				path: new RegExp(`^/${bucket}$`),
				answer: ({ query }) => {
					if (!query.has('location')) throw new Refusal(400, 'Only the location is played');
					// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
					const body = `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
					return { headers: { 'content-type': 'application/xml' }, body };
				},
			},
			{
				method: 'PUT',
				path: new RegExp(`^/${bucket}/(.+)$`),
				answer: ({ headers, body }, key = '') => {
					if ([...refused].some((part) => key.includes(part))) {
						throw new Refusal(403, 'Access Denied', 'AccessDenied');
					}
					const md5 = createHash('md5').update(body).digest('base64');
					if ((headers['content-md5'] ?? md5) !== md5) {
						throw new Refusal(400, 'The Content-MD5 you specified did not match.', 'BadDigest');
					}
					objects.set(key, { type: headers['content-type'] ?? '', bytes: body });
					return { headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
				},
			},
		],
		objects,
		refused,
	};
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function checkSignature(asked: Asked): void {
	const { headers, body } = asked;
	const given =
		/^AWS4-HMAC-SHA256 Credential=(.+?)\/(.+), SignedHeaders=(.+), Signature=(.+)$/.exec(
			headers.authorization ?? '',
		);
	if (!given) throw new Refusal(403, 'Access Denied', 'AccessDenied');
	const [, id, scope = '', signed = '', signature] = given;
	if (id !== accessKeyId) {
		throw new Refusal(403, 'The access key ID does not exist.', 'InvalidAccessKeyId');
	}
	const hash = headers['x-amz-content-sha256'] ?? '';
	if (hash !== sha256(body)) {
		throw new Refusal(400, 'The content does not match.', 'XAmzContentSHA256Mismatch');
	}
	const canonical = [
		asked.method,
		asked.path.split('/').map(encode).join('/'),
		[...asked.query].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'),
		...signed.split(';').map((name) => `${name}:${headers[name]?.trim()}`),
		'',
		signed,
		hash,
	].join('\n');
	const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
	const key = scope
		.split('/')
		.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secretAccessKey}`);
	if (hmac(key, toSign).toString('hex') === signature) return;
	const reason = 'The request signature we calculated does not match the signature you provided.';
	throw new Refusal(403, reason, 'SignatureDoesNotMatch');
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

const hmac = (key: string | Buffer, content: string) =>
	createHmac('sha256', key).update(content).digest();

/** Everything but letters, digits and `-._~` is escaped. */
function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
