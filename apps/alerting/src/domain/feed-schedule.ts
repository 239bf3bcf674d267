const HOUR = 3_600_000;
const MOST_DOUBLINGS = 5;
const LONGEST_WAIT_ASKED_FOR = 6 * HOUR;

/**
 * Rule ALRT-15: a feed that fails is asked less and less often, twice as long each time up to an hour, and never sooner
 * than it asks for itself; a tenth of chance keeps many readers from coming at once.
 * @param chance between 0 and 1
 * @returns milliseconds until it is asked again
 */
export function pauseBeforeNextPoll(
  feed: { intervalMs: number; failures: number; retryAfterMs?: number },
  chance: number,
): number {
  const { intervalMs, failures, retryAfterMs = 0 } = feed;
  const doubled = intervalMs * 2 ** Math.min(failures, MOST_DOUBLINGS);
  const pause = Math.max(intervalMs, Math.min(doubled, HOUR));
  return Math.max(pause * (0.9 + 0.2 * chance), Math.min(retryAfterMs, LONGEST_WAIT_ASKED_FOR));
}

/**
 * Rule ALRT-16: a redirect is followed from http to https of the same host, and between addresses that are both https;
 * never to something less safe, and never more than three times.
 */
export function mayFollow(from: URL, to: URL, followed: number): boolean {
  if (followed >= 3 || to.username !== '' || to.password !== '') return false;
  if (to.protocol === 'https:') return from.protocol === 'https:' || from.hostname === to.hostname;
  return to.protocol === 'http:' && from.protocol === 'http:' && from.host === to.host;
}

/** A secret goes to the feed's own origin only. */
export function maySendSecret(feed: URL, to: URL): boolean {
  return feed.origin === to.origin;
}
