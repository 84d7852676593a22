const moscow = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow' });

/** The day of a moment, in milliseconds, in the zone of the account. */
export const accountDay = (ms: number) => moscow.format(ms);

/** The day so many days ago in the zone of the account. */
export const dayBefore = (days: number) => accountDay(Date.now() - days * 86_400_000);
