import { newId, type Mode } from '@libs/kernel';
import { childTraceparent, currentContext, runInContext } from '@libs/observability';

/** Runs the work with the mode of the message, which the outbox copies into every event. */
export function inMode<T>(mode: Mode, work: () => T): T {
  const context = currentContext() ?? { correlationId: newId(), traceparent: childTraceparent() };
  return runInContext({ ...context, mode }, work);
}
