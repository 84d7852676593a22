import { digits } from './ids';

const root = '/calls-service/RestAPI';

/** A path below a site, e.g. `/calls-service/RestAPI/12345/calls-diary/calls`. */
export function sitePath(siteId: string, tail: string): string {
	return `${root}/${digits(siteId, 'Site ID')}${tail}`;
}

export function statisticsPath(siteId: string, tail: string): string {
	return `${root}/statistics/${digits(siteId, 'Site ID')}${tail}`;
}

/** The journal of requests; the site stands in its query. */
export const requestsPath = `${root}/requests`;
