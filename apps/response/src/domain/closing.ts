import { refuse } from './refusals';

export interface ClosingProposal {
  id: string;
  proposedBy: string;
  /** Hash of what was proposed. */
  contentHash: string;
  state: 'open' | 'approved' | 'declined';
}

/** What closing an emergency is about: when any of it changes, an approval given before does not count. */
export interface ClosingContent {
  emergencyId: string;
  divisionCodes: readonly string[];
  /** Warnings of the emergency. */
  warningIds: readonly string[];
  reason: string;
}

/** The content as the text that is hashed; the same content always gives the same text. */
export const closingText = (content: ClosingContent): string =>
  JSON.stringify([
    content.emergencyId,
    [...content.divisionCodes].sort(),
    [...content.warningIds].sort(),
    content.reason,
  ]);

export interface ClosingDecision {
  by: { id: string; roles: readonly string[] };
  approve: boolean;
  /** What the decider saw. */
  contentHash: string;
  /** Hash of the content as it is now. */
  currentHash: string;
  deciders: readonly string[];
}

/** Rule RESP-02: an emergency has at most one proposal to close that awaits a decision. */
export function mayPropose(open: ClosingProposal | undefined): void {
  if (open) refuse('closing.already-proposed', { proposalId: open.id });
}

/**
 * Rule RESP-03: who proposes to close an emergency never decides it; the roles that decide are rule data.
 * Rule RESP-04: an approval binds to the content that was proposed; when it has changed, the approval is refused.
 */
export function decide(proposal: ClosingProposal, decision: ClosingDecision): 'approved' | 'declined' {
  if (proposal.state !== 'open') refuse('closing.already-decided');
  if (!decision.by.roles.some((role) => decision.deciders.includes(role)))
    refuse('closing.no-authority', { deciders: decision.deciders.join(', ') });
  if (decision.by.id === proposal.proposedBy) refuse('closing.same-person');
  if (!decision.approve) return 'declined';
  if (decision.contentHash !== proposal.contentHash || decision.currentHash !== proposal.contentHash)
    refuse('closing.content-changed', { current: decision.currentHash });
  return 'approved';
}
