/**
 * What one request may bring. What Calltouch sends has some kilobytes and at most a hundred fields; more would keep n8n
 * from its other work.
 */
export const maxBytes = 1024 * 1024;
/** Fields of one delivery, and parts of one form. */
export const maxFields = 1000;
/** Deliveries in one list of JSON. */
export const maxDeliveries = 200;
/** Values of one JSON at all depths. */
export const maxValues = 20_000;
/** Lists and objects around a value of JSON. */
export const maxDepth = 20;
