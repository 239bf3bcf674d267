import type { Severity } from '../findings/finding';

/** `partly-accepted` and `index` are verdicts on feeds and lists only. */
export type Verdict = 'accepted' | 'accepted-with-warnings' | 'held' | 'rejected' | 'partly-accepted' | 'index';

/** The verdict that the heaviest finding makes. */
export function verdictOf(worst: Severity | undefined): Verdict {
  switch (worst) {
    case 'reject':
      return 'rejected';
    case 'hold':
      return 'held';
    case 'warning':
      return 'accepted-with-warnings';
    case 'info':
    case undefined:
      return 'accepted';
  }
}

/** What a container says about its alerts. */
export interface ContainerKind {
  /** The alerts of a feed or list stand for themselves; an envelope is one act of its sender. */
  independent: boolean;
  /** Entries from which nothing could be taken: the others are accepted and these are reported. */
  brokenEntries: number;
}

/**
 * The verdict on a container.
 * @param worst heaviest finding about the container itself
 */
export function verdictOfAll(alerts: Verdict[], kind: ContainerKind, worst: Severity | undefined): Verdict {
  if (kind.brokenEntries > 0) return 'partly-accepted';
  if (alerts.length === 0) return worst === 'warning' ? 'accepted-with-warnings' : 'index';
  const good = alerts.filter((verdict) => verdict === 'accepted' || verdict === 'accepted-with-warnings');
  if (good.length === 0) return alerts.includes('held') ? 'held' : 'rejected';
  if (good.length < alerts.length) return kind.independent ? 'partly-accepted' : 'held';
  return worst === 'warning' || good.includes('accepted-with-warnings') ? 'accepted-with-warnings' : 'accepted';
}
