import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `check` neither throws nor answers false, and answers what it answered.
 * @throws what `check` threw last (or that it stayed false) when `timeoutMs` have passed.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 30_000, everyMs = 20 } = {},
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(check);
    if ('value' in outcome) return outcome.value as Exclude<T, false>;
    if (performance.now() >= deadline) throw outcome.error;
    await pause(everyMs);
  }
}

async function attempt<T>(check: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    const value = await check();
    return value === false ? { error: new Error(`Never came true: ${check}`) } : { value };
  } catch (error) {
    return { error };
  }
}
