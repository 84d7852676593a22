import type { IncomingHttpHeaders } from 'node:http';
import type { CallBook } from '../data/book.mts';
import type { Ledger } from '../data/ledger.mts';
import type { PageReader } from '../data/pages.mts';
import type { NewCall } from '../data/pinned.mts';
import type { Reply } from './reply.mts';
import type { Settings } from './settings.mts';

/** A request that an endpoint answers. */
export interface ApiRequest {
	method: string;
	path: string;
	/** Named parts of the path, for example `siteId`. */
	params: Record<string, string>;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** The site the request is about; 0 when it names none. */
	siteId: number;
}

/** What endpoints answer from. */
export interface World {
	settings: Settings;
	book: CallBook;
	pages: PageReader;
	ledger: Ledger;
	addCall(call: NewCall): string;
}

/** The ways to send the token. A new way needs one more line in `auth.mts`. */
export type AuthStyle = 'clientApiId' | 'access_token' | 'header' | 'none';

/** One line of the route table. */
export interface Route {
	method: string;
	/** The path; `{name}` stands for digits. */
	path: string;
	auth: AuthStyle;
	/** Calltouch answers without a site; the strict sandbox does not. */
	siteIsOptional?: true;
	/** An answer that comes even before the token is checked, for example "gone". */
	instead?(world: World): Reply | undefined;
	answer(request: ApiRequest, world: World): Reply | Promise<Reply>;
}
