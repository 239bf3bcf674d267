import type { Decision } from '@libs/kernel';

/** `awaited`: an Update or Cancel has named it, but it has not arrived yet. */
export type WarningState = 'awaited' | 'in-force' | 'superseded' | 'cancelled' | 'expired';
export type Ending = 'superseded' | 'cancelled';

export interface Warning {
  id: string;
  /** First warning of the chain that Updates and Cancels belong to; its own id for a first issue. */
  chainId: string;
  state: WarningState;
  /** What a follow-up has said about a warning that is still awaited. */
  endedBefore?: Ending;
  /** When its office sent it; of one still awaited, when the latest follow-up that ends it was sent. */
  sentAt?: Date;
  /** When it runs out; never, unless its office says so. */
  expiresAt?: Date;
  /** Of a first issue in China's profile: what the latest follow-up of its chain has said. */
  followed?: Followed;
}

/** A follow-up, as far as it ends what was sent before it. */
export interface Followed {
  as: Ending;
  sentAt: Date;
}

export type WarningFact =
  | { type: 'issued'; inForce: boolean }
  | { type: 'cancelled'; warningId: string; chainId: string }
  | { type: 'expired'; warningId: string; chainId: string; expiredAt: Date };

/** Rule ALRT-04: a warning that has been superseded, cancelled or has run out never comes back into force. */
export const MAY_BECOME: Record<WarningState, readonly WarningState[]> = {
  awaited: ['in-force', 'superseded', 'cancelled', 'expired'],
  'in-force': ['superseded', 'cancelled', 'expired'],
  superseded: [],
  cancelled: [],
  expired: [],
};

/**
 * Rule ALRT-05: a warning that had run out, or had been replaced or cancelled before it arrived, is kept in that state
 * and never opens anything.
 */
export function arrive(
  awaited: Warning | undefined,
  arriving: { id: string; chainId: string; sentAt: Date; expiresAt?: Date },
  now: Date,
  followed?: Followed,
): Decision<Warning, WarningFact> {
  const { expiresAt, sentAt } = arriving;
  const ran = expiresAt !== undefined && expiresAt <= now;
  const ended = (awaited && endedBeforeArrival(awaited, sentAt)) ?? endedInItsChain(followed, sentAt);
  const state: WarningState = ended ?? (ran ? 'expired' : 'in-force');
  const next: Warning = {
    id: awaited?.id ?? arriving.id,
    chainId: awaited?.chainId ?? arriving.chainId,
    state,
    sentAt,
    ...(expiresAt ? { expiresAt } : {}),
    ...(awaited?.followed ? { followed: awaited.followed } : {}),
  };
  return { next, happened: [{ type: 'issued', inForce: state === 'in-force' }] };
}

/**
 * Rule ALRT-17: in China's profile, where all follow-ups name the first issue, one that comes late was ended by those of
 * its chain that were sent after it.
 */
function endedInItsChain(followed: Followed | undefined, sentAt: Date): Ending | undefined {
  return followed !== undefined && sentAt < followed.sentAt ? followed.as : undefined;
}

/** The first issue of a chain remembers its latest follow-up; of two sent at once the lift counts. */
export function follow(first: Warning, by: Followed): Warning {
  const { followed } = first;
  const isLater =
    followed === undefined ||
    by.sentAt > followed.sentAt ||
    (by.sentAt.getTime() === followed.sentAt.getTime() && by.as === 'cancelled');
  return isLater ? { ...first, followed: by } : first;
}

function endedBeforeArrival({ endedBefore, sentAt: by }: Warning, sentAt: Date): Ending | undefined {
  return endedBefore === 'superseded' && by !== undefined && sentAt > by ? undefined : endedBefore;
}

/**
 * Rule ALRT-11: an Update never replaces a warning that was sent after it, nor, when it has itself been replaced before it
 * came, one sent at the same moment: of messages that name each other in a circle one stays in force.
 */
export function mayReplace(update: Warning, named: Warning): boolean {
  if (named.state === 'awaited' || named.sentAt === undefined || update.sentAt === undefined) return true;
  return update.state === 'superseded' ? named.sentAt < update.sentAt : named.sentAt <= update.sentAt;
}

/** A follow-up ends a warning. One that has already ended, or is only awaited, gives no fact. */
export function end(warning: Warning, as: Ending, sentAt: Date): Decision<Warning, WarningFact> {
  if (warning.state === 'awaited') {
    // Cancelled outweighs superseded, whichever of the two came first.
    const endedBefore = warning.endedBefore === 'cancelled' ? 'cancelled' : as;
    const latest = warning.sentAt !== undefined && warning.sentAt > sentAt ? warning.sentAt : sentAt;
    return { next: { ...warning, endedBefore, sentAt: latest }, happened: [] };
  }
  if (!MAY_BECOME[warning.state].includes(as)) return { next: warning, happened: [] };
  const { id: warningId, chainId } = warning;
  return {
    next: { ...warning, state: as },
    happened: as === 'cancelled' ? [{ type: 'cancelled', warningId, chainId }] : [],
  };
}

/** Rule ALRT-06: a warning in force runs out at its expires time, also when the clock was not watched just then. */
export function expire(warning: Warning, now: Date): Decision<Warning, WarningFact> {
  const { expiresAt, state, id: warningId, chainId } = warning;
  if (state !== 'in-force' || expiresAt === undefined || expiresAt > now) return { next: warning, happened: [] };
  return {
    next: { ...warning, state: 'expired' },
    happened: [{ type: 'expired', warningId, chainId, expiredAt: expiresAt }],
  };
}

/**
 * Rule ALRT-07: a follow-up ends the warnings that it names. China's profile names only the first issue, so there it
 * ends whatever of that chain is in force.
 */
export function endedBy(named: readonly Warning[], chains: readonly Warning[], namesFirstIssue: boolean): Warning[] {
  if (!namesFirstIssue) return [...named];
  const namedIds = new Set(named.map(({ id }) => id));
  return [...named, ...chains.filter(({ id, state }) => state === 'in-force' && !namedIds.has(id))];
}
