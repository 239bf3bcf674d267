import { mark } from './api-marks';

export const NO_IDEMPOTENCY_KEY = 'fenghuo:no-idempotency-key';

/** A command that is known by something else than a key, such as a CAP message by its identity, or that changes nothing. */
export const NoIdempotencyKey = () => mark('no-idempotency-key', true);
