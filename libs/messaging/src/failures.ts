import { MalformedEvent } from '@libs/events';
import { DomainRefusal } from '@libs/kernel';
import { DeadlineExceeded } from '@libs/persistence';

/** Master data that this event needs has not arrived yet. Absent is not empty: it is tried again until it has. */
export class NotHereYet extends Error {}

/** What follows from a failed handler. */
export type FailureKind = 'refused' | 'malformed' | 'not-here-yet' | 'outage' | 'contention' | 'failed';

// Connection lost (08), no resources (53), shutdown (57P0x).
const OUTAGE = /^(08|53|57P0)/;
const CONTENTION = new Set(['40P01', '40001', '55P03']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const CLIENT = /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;

/** Decides by type and SQLSTATE; what is not known is a failure of this message, which is parked. */
export function kindOf(error: unknown): FailureKind {
  if (error instanceof DomainRefusal) return 'refused';
  if (error instanceof MalformedEvent) return 'malformed';
  if (error instanceof NotHereYet) return 'not-here-yet';
  if (error instanceof DeadlineExceeded) return 'failed';
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    const { code, driverError } = cause as { code?: unknown; driverError?: unknown };
    if (typeof code === 'string') {
      if (CONTENTION.has(code)) return 'contention';
      if ((/^[0-9A-Z]{5}$/.test(code) && OUTAGE.test(code)) || NETWORK.has(code)) return 'outage';
    }
    if (CLIENT.test(cause.message)) return 'outage';
    cause = driverError ?? cause.cause;
  }
  return 'failed';
}

/** One line for the record of a parked message; no stack, no data. */
export const lineOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
