import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Mode } from '@libs/kernel';

/** Who is acting: taken from the token at the edge, never from a request's body. */
export interface Actor {
  /** Subject of the token. */
  id: string;
  /** Name for people to read. */
  name: string;
  /** Roles of `architecture.md` section 7, for example `duty-officer`. */
  roles: string[];
  /** Division code within which the roles act. */
  division?: string;
}

/** What travels with a piece of work: from the HTTP request through the outbox to every consumer after it. */
export interface MessageContext {
  /** The same for everything that one request or one feed message set in motion. */
  correlationId: string;
  /** Id of the event that caused this work; absent at the edge. */
  causationId?: string;
  /** W3C `traceparent` of the current span. */
  traceparent: string;
  mode?: Mode;
  emergencyId?: string;
  actor?: Actor;
}

/** The parts of a W3C `traceparent`, lower-case hex. */
export interface Traceparent {
  /** 32 digits, not all zero. */
  traceId: string;
  /** 16 digits, not all zero. */
  spanId: string;
  sampled: boolean;
}

const storage = new AsyncLocalStorage<MessageContext>();

/** Runs `fn`, and everything that it awaits, with `context` as the current one. */
export function runInContext<T>(context: MessageContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the work that is going on, or undefined outside of any. */
export function currentContext(): MessageContext | undefined {
  return storage.getStore();
}

// Version ff is forbidden; a version above 00 may carry further fields after the flags.
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent`; undefined when it is absent or malformed (a bad header starts a new trace). */
export function parseTraceparent(header: string | undefined): Traceparent | undefined {
  const [, version, traceId, spanId, flags, rest] = TRACEPARENT.exec(header ?? '') ?? [];
  if (!traceId || !spanId || !flags || (version === '00' && rest !== undefined)) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & 1) === 1 };
}

/** A new span in the trace of `parent`, or the first span of a new trace. */
export function childTraceparent(parent?: string): string {
  const from = parseTraceparent(parent);
  const traceId = from?.traceId ?? randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${from && !from.sampled ? '00' : '01'}`;
}
