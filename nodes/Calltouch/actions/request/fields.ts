import { text } from '../../shared/fields/text';

/** Fields that requests and forms share; `max` is the length that Calltouch accepts, which differs. */

export const requestNumber = (max: number) =>
	text('Request Number', {
		example: '{{ $json.ID }}',
		description: 'Your own number of the request',
		max,
	});

export const subject = (max: number) =>
	text('Subject', { example: 'Form on the site', description: 'Name of the form', max });

export const comment = (max?: number) =>
	text('Comment', { example: 'Wants a call in the evening', max });

export const requestUrl = (max?: number) =>
	text('Request URL', {
		example: 'https://site.example/form',
		description: 'Page of the form',
		max,
	});

export const sessionId = text('Session ID', {
	example: '1900001111',
	description: 'Visit to credit the request to',
});
