import { newId, type Mode } from '@libs/kernel';
import { childTraceparent, currentContext, runInContext } from '@libs/observability';

/** Runs work with the context of now, whoever calls it, and the mode of the message, which the outbox copies into events. */
export function contextIn(mode: Mode): <T>(work: () => T) => T {
  const context = currentContext() ?? { correlationId: newId(), traceparent: childTraceparent() };
  return (work) => runInContext({ ...context, mode }, work);
}

/** Runs the work at once with the mode of the message. */
export function inMode<T>(mode: Mode, work: () => T): T {
  return contextIn(mode)(work);
}
