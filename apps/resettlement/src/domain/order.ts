import { refuse } from './refusals';

export const ORDER_STATES = ['proposed', 'ordered', 'declined', 'return-authorised', 'ended', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** What may follow what. A pair that is not written here is refused. */
export const ORDER_MAY_BECOME: Record<OrderState, readonly OrderState[]> = {
  proposed: ['ordered', 'declined', 'cancelled'],
  ordered: ['return-authorised', 'cancelled'],
  'return-authorised': ['ended', 'cancelled'],
  declined: [],
  ended: [],
  cancelled: [],
};

/** Rule RESE-02: an order goes from proposed over ordered and return authorised to ended, and may be cancelled before. */
export function requireOrderStep(state: OrderState, wanted: OrderState): void {
  if (!ORDER_MAY_BECOME[state].includes(wanted)) refuse('order.not-possible-now', { state, wanted });
}

/** Rule RESE-03: movements are reported only under an order that is in force. */
export function requireInForce(state: OrderState): void {
  if (state !== 'ordered' && state !== 'return-authorised') refuse('order.not-in-force', { state });
}

/** A zone as the list is frozen: what the ledger says of it, and what of it has arrived. */
export interface ZoneHere {
  zoneId: string;
  withdrawn: boolean;
  expected: number;
  here: number;
}

/** Rule RESE-04: absent is not empty: no order is made while households of its zones have not arrived. */
export function requireComplete(zoneIds: readonly string[], zones: readonly ZoneHere[]): void {
  const known = new Set(zones.map(({ zoneId }) => zoneId));
  const missing = zoneIds.filter((id) => !known.has(id));
  if (missing.length > 0) refuse('order.zone-not-here', { count: missing.length });
  for (const { zoneId, withdrawn, expected, here } of zones) {
    if (withdrawn) refuse('order.zone-withdrawn', { zoneId });
    if (here < expected) refuse('order.ledger-incomplete', { zoneId, expected, here });
  }
  if (zones.every(({ here }) => here === 0)) refuse('order.no-households');
}

/** Rule RESE-05: a household is in at most one open order of a mode. */
export function requireInNoOther(taken: { count: number; orderId: string } | undefined): void {
  if (taken) refuse('order.household-elsewhere', { ...taken });
}

/** What an approval binds to. */
export interface OrderContent {
  emergencyId: string;
  zoneIds: readonly string[];
  households: readonly { householdId: string; memberIds: readonly string[] }[];
  warningId: string | null;
  reason: string;
}

/** The content as the text that is hashed; the same content always gives the same text. */
export const orderText = ({ emergencyId, zoneIds, households, warningId, reason }: OrderContent): string =>
  JSON.stringify([
    emergencyId,
    [...zoneIds].sort(),
    households.map(({ householdId, memberIds }) => [householdId, ...[...memberIds].sort()].join()).sort(),
    warningId,
    reason,
  ]);

export interface OrderDecision {
  by: string;
  approve: boolean;
  /** What the decider saw. */
  contentHash: string;
  /** Hash of the content as it is now. */
  currentHash: string;
}

/**
 * Rule RESE-06: who proposes an evacuation never decides it.
 * Rule RESE-07: an approval binds to the content that was proposed; when it has changed, the approval is refused.
 */
export function decideOrder(
  order: { state: OrderState; proposedBy: string; contentHash: string },
  { by, approve, contentHash, currentHash }: OrderDecision,
): 'ordered' | 'declined' {
  const wanted = approve ? 'ordered' : 'declined';
  requireOrderStep(order.state, wanted);
  if (by === order.proposedBy) refuse('order.same-person');
  if (approve && (contentHash !== order.contentHash || currentHash !== order.contentHash))
    refuse('order.content-changed', { current: currentHash });
  return wanted;
}

/** Rule RESE-08: an order ends only when every household is accounted for and all that moved have returned. */
export function requireFinished({ toMove, moved }: { toMove: number; moved: number }): void {
  if (toMove > 0 || moved > 0) refuse('order.not-finished', { toMove, moved });
}
