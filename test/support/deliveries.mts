/** The type of a form. */
export const form = 'application/x-www-form-urlencoded';

/** The end of a call as Calltouch sends it when all of these parameters are ticked. */
export const endedCall = {
	id: '22010007',
	leadtype: 'call',
	callphase: 'calldisconnected',
	callerphone: '79990000011',
	phonenumber: '74990001001',
	calltime: '2023-12-14 18:52:13',
	timestamp: '1702569133',
	duration: '554',
	waiting_time: '7',
	status: 'successful',
	unique: 'true',
	targetcall: 'target',
	uniqtargetcall: 'non-uniqtarget',
	callback: 'non-callback',
	source: 'google',
	medium: 'cpc',
	utm_source: 'google',
	utm_campaign: 'окна',
	tags_manual: 'VIP, Повторный',
	yaClientId: '1702569000123456789',
	ctClientId: '800000000802881118',
	reclink: 'https://example.com/record.mp3',
};

type Body = RequestInit['body'];
type Headers = Record<string, string>;

/** Ways to send something to an address. */
export class Sender {
	constructor(private readonly url: () => string) {}

	async post(body: Body, headers: Headers = {}, query = ''): Promise<Response> {
		return await fetch(this.url() + query, { method: 'POST', body, headers });
	}

	async postForm(fields: Record<string, string>, query = ''): Promise<Response> {
		return await this.post(new URLSearchParams(fields).toString(), { 'content-type': form }, query);
	}

	async postJson(value: unknown): Promise<Response> {
		return await this.post(JSON.stringify(value), { 'content-type': 'application/json' });
	}

	async get(fields: Record<string, string>): Promise<Response> {
		return await fetch(`${this.url()}?${new URLSearchParams(fields)}`);
	}
}
