/** How many failures are borne, and for how long the next attempt then waits. */
export interface AttemptLimits {
  /** Failures of one account from one address within the window. */
  perAccountAndAddress: number;
  /** Failures of one address over all accounts within the window. */
  perAddress: number;
  /** Failures of one account from all addresses within the window. */
  perAccount: number;
  windowSeconds: number;
}

/** Failures so far of one of the three counters. */
export interface Attempts {
  counter: keyof Omit<AttemptLimits, 'windowSeconds'>;
  failures: number;
  /** When the first of them happened; the window ends that much later. */
  since: Date;
}

/**
 * Rule REG-04: After too many failed sign-ins the next one waits until the window has passed; a stranger elsewhere cannot
 * lock the person out as easily as the address that fails.
 * @returns seconds to wait; 0 when the attempt may be made.
 */
export function secondsToWait(attempts: readonly Attempts[], limits: AttemptLimits, now: Date): number {
  const waits = attempts
    .filter(({ counter, failures }) => failures >= limits[counter])
    .map(({ since }) => Math.ceil((since.getTime() - now.getTime()) / 1000) + limits.windowSeconds);
  return Math.max(0, ...waits);
}
