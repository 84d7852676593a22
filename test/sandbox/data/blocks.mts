import { visitorIdOf, type Call } from './calls.mts';
import { slashDate, wallTime } from './days.mts';
import type { Include, View } from './view.mts';

const quoted = (text: string | null) => (text === null ? 'null' : `"${text}"`);

function block(
	include: Include,
	write: (call: Call) => string,
	otherwise = 'null',
): (call: Call, view: View) => string {
	return (call, view) => (view.include[include] ? write(call) : otherwise);
}

function visits(call: Call): string {
	if (call.sessionWall === null) return '[]';
	return (
		`[{"utmSource":${quoted(call.utmSource)},"sessionDate":"${wallTime(call.sessionWall, 12)}",` +
		`"city":${quoted(call.city)},"ip":"198.51.100.${1 + (call.key % 254)}",` +
		`"utmTerm":${quoted(call.utmTerm)},"utmContent":${quoted(call.utmContent)},` +
		`"userAgent":${quoted(call.device.userAgent)},` +
		`"sessionId":${1_900_000_000 + (call.key % 100_000_000)},"source":${quoted(call.source)},` +
		`"medium":${quoted(call.medium)},"utmCampaign":${quoted(call.utmCampaign)},` +
		`"url":"https://www.${call.site.name}/${call.page}","ref":${quoted(call.channel.ref)},` +
		`"additionalTags":[],"utmMedium":${quoted(call.utmMedium)},` +
		`"guaClientId":${quoted(call.clientId)},"keyword":${quoted(call.keyword)},` +
		`"ctClientId":${visitorIdOf(call)},"ctGlobalId":null}]`
	);
}

function orders(call: Call): string {
	if (!call.targetCall || call.key % 4 !== 0) return '[]';
	const created = `${slashDate(Math.floor((call.timestamp + call.offset) / 86_400) + 1)} 10:00:00`;
	return (
		`[{"completedAmount":0,"completedDate":null,"createdDate":"${created}",` +
		`"orderDate":"${created}","orderId":${500 + (call.key % 100_000)},` +
		`"orderNumber":"A-${call.key % 100_000}","plannedAmount":${1000 * (1 + (call.key % 300))}}]`
	);
}

function comments(call: Call): string {
	if (call.key % 6 !== 0) return '[]';
	return (
		`[{"commentId":${call.key % 1_000_000},"callId":${call.callId},"comment":"Перезвонить",` +
		`"partyId":9,"partyName":"manager@${call.site.name}"}]`
	);
}

function phrases(call: Call): string {
	if (!call.successful || call.duration <= 0) return '[]';
	return (
		'[{"channel":1,"time":"00:02","message":"Добрый день"},' +
		'{"channel":0,"time":"00:05","message":"Здравствуйте"}]'
	);
}

function yandexDirect(call: Call): string {
	const { ads, source } = call.channel;
	if (!ads || source !== 'yandex') return 'null';
	return `{"campaignId":${ads.campaignId},"adGroupId":${ads.groupId},"adId":${ads.adId},"criteriaId":${ads.criteriaId}}`;
}

function googleAds(call: Call): string {
	const { ads, source } = call.channel;
	if (!ads || source !== 'google') return 'null';
	return `{"campaignId":${ads.campaignId},"adGroupId":${ads.groupId},"creativeId":${ads.adId},"criteriaId":${ads.criteriaId}}`;
}

function dcm(call: Call): string {
	if (call.sessionWall === null || call.key % 10 !== 0) return 'null';
	return (
		`{"profileIdDCM":${call.key % 100_000},"floodlightConfigurationId":"8000001",` +
		'"floodlightActivityId":"9000001","requestStatus":"SUCCESS","requestErrors":null}'
	);
}

function callbackInfo(call: Call): string {
	if (!call.callbackCall) return 'null';
	return (
		`{"callbackRequestId":${242_000_000 + (call.key % 1_000_000)},"callbackFinalAttempt":true,` +
		'"facebookLeadgenId":null,"leadId":null,"adId":null,' +
		'"fields":[{"name":"Имя","value":"Иван"},{"name":"email","value":"client@example.com"}],' +
		'"leadsCampaignName":null}'
	);
}

/** The blocks of a record that are empty unless their parameter is sent. */
export const BLOCKS: Record<string, (call: Call, view: View) => string> = {
	mapVisits: block('withMapVisits', visits),
	attrs: block('withAttrs', (call) =>
		call.sessionWall === null ? 'null' : `{"plan":"p${call.key % 5}"}`,
	),
	comments: block('withComments', comments),
	phrases: block('withText', phrases),
	orders: block('withOrders', orders, '[]'),
	yandexDirect: block('withYandexDirect', yandexDirect),
	googleAdWords: block('withGoogleAdwords', googleAds),
	callbackInfo: block('withCallbackInfo', callbackInfo),
	dcm: block('withDcm', dcm),
	customFields: block(
		'withCustomFields',
		(call) => `[{"field":"branch","value":"b${call.key % 3}"}]`,
	),
};
