const DAY = 24 * 60 * 60 * 1000;

/** Whole days that a certificate has left; negative once it has run out. */
export function daysLeft(validTo: Date, now: Date): number {
  return Math.floor((validTo.getTime() - now.getTime()) / DAY);
}

/**
 * Rule ALRT-20: somebody is told so many days before a trusted certificate runs out as the rule data say, and when it has.
 * @returns the fewest of these days that are reached; 0 when it has run out, undefined when there is more time
 */
export function alarmOf(validTo: Date, now: Date, certificateDays: readonly number[]): number | undefined {
  if (validTo <= now) return 0;
  const reached = certificateDays.filter((days) => validTo.getTime() - now.getTime() <= days * DAY);
  return reached.length > 0 ? Math.min(...reached) : undefined;
}
