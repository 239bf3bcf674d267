import { refuse } from './refusals';

export const MOVEMENT_STATES = ['to-move', 'moved', 'refused', 'absent', 'unreached', 'returned'] as const;
export type MovementState = (typeof MOVEMENT_STATES)[number];
export type Outcome = Exclude<MovementState, 'to-move'>;
export type Destination = 'shelter' | 'kin' | 'other';

/** What a report may say after what. A pair that is not written here is refused; a correction may say more. */
export const MOVEMENT_MAY_BECOME: Record<MovementState, readonly MovementState[]> = {
  'to-move': ['moved', 'refused', 'absent', 'unreached'],
  refused: ['moved'],
  absent: ['moved'],
  unreached: ['moved'],
  moved: ['returned'],
  returned: [],
};

/**
 * Rule RESE-09: a household moves, or is found not to; who has not moved may still move.
 * Rule RESE-10: a household returns only after the return was authorised.
 */
export function requireMovementStep(state: MovementState, wanted: Outcome, returnAuthorised: boolean): void {
  const possible = MOVEMENT_MAY_BECOME[state];
  if (!possible.includes(wanted))
    refuse('movement.not-possible-now', { state, wanted, possible: possible.join(', ') || '—' });
  if (wanted === 'returned' && !returnAuthorised) refuse('movement.return-not-authorised');
}

/** Rule RESE-11: who has moved has moved to somewhere. */
export function destinationOf(given: {
  destination?: Destination | undefined;
  shelterId?: string | undefined;
}): Destination {
  return given.destination ?? (given.shelterId ? 'shelter' : refuse('movement.no-destination'));
}

/** Rule RESE-12: the persons are members of the household, each once; all of them where nobody is named. */
export function membersOf(wanted: readonly string[] | undefined, known: readonly string[]): string[] {
  const members = [...new Set(wanted ?? known)];
  const strangers = members.filter((id) => !known.includes(id)).length;
  if (strangers > 0) refuse('household.no-member', { count: strangers });
  if (members.length === 0) refuse('household.nobody');
  return members;
}

/** Rule RESE-13: a correction may say anything but that the household has returned, and changes something. */
export function requireCorrection(
  before: { state: MovementState; memberIds: readonly string[] },
  after: { to: Exclude<MovementState, 'returned'>; memberIds: readonly string[] },
): void {
  const sameMembers = [...before.memberIds].sort().join() === [...after.memberIds].sort().join();
  if (before.state === after.to && sameMembers) refuse('movement.nothing-to-correct');
}

/** Rule RESE-14: that all are accounted for is said once, when none is left to move; again after somebody was again. */
export function accountingOf({ toMove }: { toMove: number }, saidAt: Date | null): 'say' | 'reopen' | 'leave' {
  if (toMove === 0) return saidAt ? 'leave' : 'say';
  return saidAt ? 'reopen' : 'leave';
}
