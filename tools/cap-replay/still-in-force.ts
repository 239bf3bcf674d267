const YEAR_MS = 365 * 24 * 3_600_000;

/** The alert as if it ran out in a year, so that of a season of long ago the chains are seen, and not the calendar. */
export function stillInForce(text: string, now: Date): string {
  const later = new Date(now.getTime() + YEAR_MS).toISOString().slice(0, 19);
  return text.replace(/(<expires>)[^<]*(<\/expires>)/g, `$1${later}-00:00$2`);
}
