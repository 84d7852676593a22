/** Statuses that may be about what was sent; any other between 400 and 499 is about the sender. */
const aboutContent = [400, 409, 413, 422];

/** Characters of a message to examine; Calltouch says what is wrong in a sentence or two. */
const maxLooked = 2000;

/** A list index or a field, as named in complaints about entries. */
const namesEntry = /\[\d+\]|(?<!\p{L})(?:пол[еяю]|параметр\p{L}*|fields?|parameters?)(?!\p{L})/iu;

const switched =
	'crm|срм|интеграци|сервис|услуг|модул|аккаунт|сайт|integration|service|account|site|module|feature';
const isOff =
	'(?<!\\p{L})не (?:подключ|настро|актив|включ|оплач|найден|доступ|существ)|отключ|выключ|заблокир|недоступ|приостан|(?:not|n.t) (?:connected|enabled|active|activated|configured|available|found|set up)|disabled|disconnected|blocked|suspended|inactive';

/** Phrases about a token, permissions, or something switched off in Calltouch. */
const aboutAccount = [
	/токен|(?<!\p{L})tokens?(?!\p{L})|авториз|authori[sz]|unauthenticated|credential|api[ -]?(?:key|ключ)/iu,
	/доступ\p{L}* (?:\p{L}+ ){0,3}(?:запрещ|закрыт|ограничен)|запрещ\p{L}* доступ|нет доступа(?! к (?:звонк|заявк|сделк|чат|лид))/iu,
	/access (?:is |was )?(?:denied|forbidden)|(?<!\p{L})forbidden|permission|not (?:permitted|entitled)/iu,
	/(?:нет|недостаточно|не хватает|отсутству\p{L}+) (?:\p{L}+ )?прав/iu,
	new RegExp(`(?<!\\p{L})(?:${switched})[^.;]{0,40}?(?:${isOff})`, 'iu'),
	new RegExp(`(?:${isOff}|нет|no)\\p{L}* (?:\\p{L}+ )?(?:${switched})`, 'iu'),
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
