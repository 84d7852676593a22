/** Statuses that may be about what was sent; any other between 400 and 499 is about the sender. */
const aboutContent = [400, 409, 413, 422];

/** Characters of a message to examine; Calltouch says what is wrong in a sentence or two. */
const maxLooked = 2000;

/** A list index, a field or the length of a text, as named in complaints about entries. */
const namesEntry =
	/\[\d+\]|(?<!\p{L})(?:пол[еяю]|параметр\p{L}*|fields?|parameters?|too (?:long|short)|слишком (?:длин|корот)\p{L}*)(?!\p{L})/iu;

const switched =
	'(?<!\\p{L})(?:(?:crm|срм|integration|service|account|site|module|feature)s?(?!\\p{L})|(?:интеграци|сервис|услуг|модул|аккаунт|сайт)\\p{L}*)';
const isOff =
	'(?:(?<!\\p{L})не (?:подключ|настро|актив|включ|оплач)|отключ|выключ|заблокир|приостан|(?:not|n.t) (?:connected|enabled|active|activated|configured|set up)|disabled|disconnected|blocked|suspended|inactive)\\p{L}*';
const isUnavailable = '(?:(?<!\\p{L})не доступ|недоступ|(?:not|n.t) available)\\p{L}*';

/** Can also be said of an entry, which then is missing *in* a service or on a site. */
const isMissing =
	'(?:(?<!\\p{L})не (?:найден|существу)|\\p{L}*(?:not|n.t) (?:be )?(?:found|exist))\\p{L}*';
const none = '(?<!\\p{L})(?:нет|no)(?!\\p{L})';
const preposition =
	'(?<!\\p{L})(?:в|во|на|из|для|по|у|от|под|in|into|on|at|of|for|from|within|to|under)(?!\\p{L})';
/** Words that belong to the name of a service, so that no entry stands between the name and its predicate. */
const itsName = '(?: (?:is|was|does|did|with|с|id|№? ?\\d+|["\'«][^"\'»]{0,60}["\'»]))*';
const adjective = `(?!${preposition})(?:[a-z]+|\\p{L}+(?:[аоыи][яйе]|[яе][яе]|[ое]го|[ую]ю|[ыи]х))`;

/** Phrases about a token, permissions, or something switched off in Calltouch. */
const aboutAccount = [
	/токен|(?<!\p{L})tokens?(?!\p{L})|авториз|authori[sz]|unauthenticated|credential|api[ -]?(?:key|ключ)/iu,
	/доступ\p{L}* (?:\p{L}+ ){0,3}(?:запрещ|закрыт|ограничен)|запрещ\p{L}* доступ|нет доступа(?! к (?:звонк|заявк|сделк|чат|лид))/iu,
	/access (?:is |was )?(?:denied|forbidden)|(?<!\p{L})forbidden|permission|not (?:permitted|entitled)/iu,
	/(?:нет|недостаточно|не хватает|отсутству\p{L}+) (?:\p{L}+ )?прав/iu,
	new RegExp(`${switched}[^.;]{0,40}?(?:${isOff}|${isUnavailable})`, 'iu'),
	new RegExp(`${isOff} (?:\\p{L}+ )?${switched}`, 'iu'),
	new RegExp(`(?<!${preposition} (?:\\p{L}+ )?)${switched}${itsName} ${isMissing}`, 'iu'),
	new RegExp(`(?:${isMissing}|${isUnavailable}|${none}) (?:${adjective} )?${switched}`, 'iu'),
	/недостаточно (?:средств|баллов|минут)|баланс|тариф|подписк|лимит (?:запрос|балл)|quota|tariff|subscription/iu,
];

/**
 * Whether a refusal is about the account, so that every entry of a batch would meet it: a token, permissions, or
 * something switched off. How Calltouch distinguishes these from invalid entries is not documented, so its wording has
 * to do.
 */
export function isAboutAccount(status: number, saying: string): boolean {
	if (status >= 400 && !aboutContent.includes(status)) return true;
	const looked = saying.slice(0, maxLooked);
	return !namesEntry.test(looked) && aboutAccount.some((pattern) => pattern.test(looked));
}
