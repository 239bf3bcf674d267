/** Days before the end of a trusted certificate at which somebody is told. */
export const ALARM_DAYS = [30, 7, 1] as const;

const DAY = 24 * 60 * 60 * 1000;

/** Whole days that a certificate has left; negative once it has run out. */
export function daysLeft(validTo: Date, now: Date): number {
  return Math.floor((validTo.getTime() - now.getTime()) / DAY);
}

/**
 * Rule ALRT-20: somebody is told 30, 7 and 1 days before a trusted certificate runs out, and when it has.
 * @returns the gravest of these that is reached; 0 when it has run out, undefined when there is more time
 */
export function alarmOf(validTo: Date, now: Date): number | undefined {
  if (validTo <= now) return 0;
  return [...ALARM_DAYS].reverse().find((days) => validTo.getTime() - now.getTime() <= days * DAY);
}
