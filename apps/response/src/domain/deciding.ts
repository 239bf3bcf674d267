import type { Mode } from '@libs/kernel';
import type { Figures } from './figures';
import { isPending, type ProposalState, type ProposedFigure } from './proposing';
import { refuse } from './refusals';
import { highestCrossed } from './thresholds';
import { isHigher, type Level, type LevelAuthority, type ResponsePlan } from './response-plan';

interface Person {
  id: string;
  roles: readonly string[];
}

/** A proposed level, as far as deciding on it goes. */
export interface DecidedProposal {
  level: Level;
  state: ProposalState;
  contentHash: string;
  endorsedBy: string | null;
}

/** What a proposal is about. It never changes: when the figures grow past another row, that is another proposal. */
export interface ProposalContent {
  emergencyId: string;
  plan: string;
  planVersion: string;
  rule: string;
  level: Level;
  divisionCode: string;
  figures: readonly ProposedFigure[];
  draft: boolean;
}

/** The content as the text that is hashed; the same content always gives the same text. */
export const proposalText = (content: ProposalContent): string =>
  JSON.stringify([
    content.emergencyId,
    content.plan,
    content.planVersion,
    content.rule,
    content.level,
    content.divisionCode,
    content.draft,
    content.figures.map(({ metric, unit, value, op, threshold, below }) => [metric, unit, value, op, threshold, below]),
  ]);

/** Rule RESP-13: an open proposal is endorsed once, by a role that the plan names, for the content that was looked at. */
export function endorse(
  proposal: DecidedProposal,
  { by, contentHash, endorsers }: { by: Person; contentHash: string; endorsers: readonly string[] },
): void {
  if (proposal.state === 'endorsed') refuse('level.already-endorsed');
  if (proposal.state !== 'open') refuse('level.already-decided', { state: proposal.state });
  if (!roleOf(by, endorsers)) refuse('level.no-authority', { roles: namesOf(endorsers) });
  if (contentHash !== proposal.contentHash) refuse('level.content-changed', { current: proposal.contentHash });
}

export interface LevelDecision {
  by: Person;
  approve: boolean;
  /** What the decider saw. */
  contentHash: string;
  /** The plan and its figures as they are now. */
  plan: ResponsePlan;
  figures: Figures;
  active: Level | undefined;
}

/**
 * Rule RESP-14: a level is decided by a role that the plan names for it and never by who endorsed it; an approval needs
 * an endorsement, the content that was proposed, and figures that still cross a row of that level or a higher one.
 * @returns the role by which it was decided.
 */
export function decideLevel(proposal: DecidedProposal, decision: LevelDecision): string {
  const { by, plan, figures, active } = decision;
  if (!isPending(proposal.state)) refuse('level.already-decided', { state: proposal.state });
  const role = requireRole(by, plan, proposal.level, 'decides');
  if (by.id === proposal.endorsedBy) refuse('level.same-person');
  if (!decision.approve) return role;
  if (proposal.state !== 'endorsed') refuse('level.not-endorsed');
  if (decision.contentHash !== proposal.contentHash) refuse('level.content-changed', { current: proposal.contentHash });
  if (active && !isHigher(proposal.level, active)) refuse('level.not-higher', { level: proposal.level, active });
  const crossed = highestCrossed(plan, figures);
  if (!crossed || isHigher(proposal.level, crossed.level)) refuse('level.figures-fell', { level: proposal.level });
  return role;
}

/**
 * Rule RESP-15: an active level is raised by who may raise to the new one, and lowered or ended by who may do so from
 * the one that holds.
 * @returns the role by which it was changed.
 */
export function change(from: Level, to: Level, plan: ResponsePlan, by: Person): { role: string; raised: boolean } {
  if (from === to) refuse('level.same-level', { level: to });
  const raised = isHigher(to, from);
  return { raised, role: raised ? requireRole(by, plan, to, 'raises') : requireRole(by, plan, from, 'lowers') };
}

export const end = (level: Level, plan: ResponsePlan, by: Person): string => requireRole(by, plan, level, 'ends');

/** Rule RESP-16: an emergency is neither closed nor, unless it is an exercise, cancelled while a level is active. */
export function requireNoLevel(active: readonly { plan: string; level: Level }[]): void {
  if (active.length > 0)
    refuse('emergency.level-active', { levels: active.map(({ plan, level }) => `${plan} ${level}`).join(', ') });
}

/** @returns the levels that end with an emergency that is cancelled. */
export function endedByCancelling<One extends { plan: string; level: Level }>(mode: Mode, active: One[]): One[] {
  if (mode !== 'exercise') requireNoLevel(active);
  return active;
}

function requireRole(by: Person, plan: ResponsePlan, level: Level, right: keyof Omit<LevelAuthority, 'body'>): string {
  const roles = plan.authority[level]?.[right] ?? [];
  return roleOf(by, roles) ?? refuse('level.no-authority', { roles: namesOf(roles) });
}

const roleOf = (by: Person, roles: readonly string[]): string | undefined =>
  roles.find((role) => by.roles.includes(role));

const namesOf = (roles: readonly string[]): string => roles.join(', ') || '-';

export function requireActive(activation: { state: 'active' | 'ended' }): void {
  if (activation.state === 'ended') refuse('level.ended');
}
