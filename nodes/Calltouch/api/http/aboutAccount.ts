/** Statuses that may be about what was sent; any other between 400 and 499 is about whoever sends it. */
const aboutContent = [400, 409, 413, 422];

/** So much of a saying is looked at; Calltouch says in a sentence or two what is wrong. */
const maxLooked = 2000;

/** A place in a list or a field, as complaints about entries name them. */
const namesEntry = /\[\d+\]|(?<!\p{L})(?:пол[еяю]|параметр\p{L}*|fields?|parameters?)(?!\p{L})/iu;

const switched =
	'crm|срм|интеграци|сервис|услуг|модул|аккаунт|сайт|integration|service|account|site|module|feature';
const isOff =
	'(?<!\\p{L})не (?:подключ|настро|актив|включ|оплач|найден|доступ|существ)|отключ|выключ|заблокир|недоступ|приостан|(?:not|n.t) (?:connected|enabled|active|activated|configured|available|found|set up)|disabled|disconnected|blocked|suspended|inactive';

/** Words about a token, about rights, and about what is switched off in Calltouch. */
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
 * Whether a refusal is about the account, so that each entry of a batch would meet it: a token, rights, or something
 * that is switched off. How Calltouch tells these from wrong entries is not documented, so its words have to do.
 */
export function isAboutAccount(status: number, saying: string): boolean {
	if (status >= 400 && !aboutContent.includes(status)) return true;
	const looked = saying.slice(0, maxLooked);
	return !namesEntry.test(looked) && aboutAccount.some((pattern) => pattern.test(looked));
}
