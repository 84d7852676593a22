/** Limits of one request. Calltouch sends a few kilobytes and at most a hundred fields; much more would block n8n. */
export const maxBytes = 1024 * 1024;
/** Fields of one delivery, and parts of one form. */
export const maxFields = 1000;
/** Deliveries in one JSON list. */
export const maxDeliveries = 200;
/** Values of one JSON document at all depths. */
export const maxValues = 20_000;
/** Nesting depth of a JSON document. */
export const maxDepth = 20;
