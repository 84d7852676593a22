import { digits } from './ids';

const root = '/calls-service/RestAPI';

/** Path below a site, e.g. `/calls-service/RestAPI/12345/calls-diary/calls`. */
export function sitePath(siteId: string, tail: string): string {
	return `${root}/${digits(siteId, 'Site ID')}${tail}`;
}

export function statisticsPath(siteId: string, tail: string): string {
	return `${root}/statistics/${digits(siteId, 'Site ID')}${tail}`;
}

/** The request journal; the site is in its query. */
export const requestsPath = `${root}/requests`;

/** Where a site submits its form. */
export function registerPath(siteId: string): string {
	return `${requestsPath}/${digits(siteId, 'Site ID')}/register/`;
}

/** Writes requests, calls, deals and leads, up to 100 at a time. */
export function leadService(tail: string): string {
	return `/lead-service/v1/api${tail}`;
}

export function widgetService(tail: string): string {
	return `/widget-service/v1/api${tail}`;
}

export function phoneService(tail: string): string {
	return `/phone-service/v1/api/calltracking${tail}`;
}
