// Classes and states of PostgreSQL that say "not now", not "wrong": connection lost (08), no resources (53),
// shutdown and cancel (57), serialization and deadlock (40001, 40P01), lock not available (55P03),
// idle-in-transaction and transaction timeout (25P03, 25P04).
const NOT_NOW = /^(08|53|57P0|57014|40001|40P01|55P03|25P0[34])/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT']);
// `pg` and its pool throw these without a code.
const CLIENT =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout/;

/** Whether the database is gone or overloaded, so that the same request may succeed a moment later. */
export function isOutage(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    const { code, driverError, syscall } = cause as { code?: unknown; driverError?: unknown; syscall?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && NOT_NOW.test(code)) return true;
    if (typeof code === 'string' && NETWORK.has(code) && (code !== 'ENOENT' || syscall === 'connect')) return true;
    if (CLIENT.test(cause.message)) return true;
    cause = driverError ?? cause.cause;
  }
  return false;
}
