import type { Figures } from './figures';
import { highestCrossed } from './thresholds';
import { isHigher, type Condition, type Evidence, type Level, type PlanRow, type ResponsePlan } from './response-plan';

export type ProposalState = 'open' | 'endorsed' | 'approved' | 'declined' | 'superseded';

export const isPending = (state: ProposalState): boolean => state === 'open' || state === 'endorsed';

/** A figure of a proposal, and the number that it was compared with. */
export interface ProposedFigure extends Omit<Condition, 'value'> {
  value: number;
  threshold: number;
}

/** What a plan has proposed before in an emergency. */
export interface PastProposal {
  id: string;
  level: Level;
  state: ProposalState;
  figures: readonly ProposedFigure[];
}

/** What the rule data propose now. */
export interface NewProposal {
  row: PlanRow;
  evidence: Evidence;
  /** The row or the whole plan is a draft. */
  draft: boolean;
  figures: ProposedFigure[];
  /** Lower proposal that awaits a decision and is not needed any more. */
  supersedes: string | undefined;
}

/**
 * Rule RESP-11: a plan proposes the highest row that is crossed when its level is above the active one and above all
 * that the plan has proposed in the emergency before; it takes the place of a lower proposal that is not decided.
 * Rule RESP-12: what persons have declined is proposed again only when a declared figure has grown since.
 */
export function propose(
  plan: ResponsePlan,
  figures: Figures,
  past: readonly PastProposal[],
  active: Level | undefined,
): NewProposal | undefined {
  const row = highestCrossed(plan, figures);
  if (!row || (active && !isHigher(row.level, active))) return undefined;
  const proposed = figuresOfRow(row, figures);
  const standing = past.filter(({ level }) => !isHigher(row.level, level));
  if (!standing.every((one) => one.state === 'declined' && hasGrown(plan, proposed, one.figures))) return undefined;
  return {
    row,
    evidence: row.evidence,
    draft: plan.draft || row.draft,
    figures: proposed,
    supersedes: past.find(({ state }) => isPending(state))?.id,
  };
}

const figuresOfRow = ({ when }: PlanRow, figures: Figures): ProposedFigure[] =>
  when.map(({ value: threshold, ...condition }) => ({
    ...condition,
    value: figures.get(condition.metric)!,
    threshold,
  }));

const hasGrown = (plan: ResponsePlan, now: readonly ProposedFigure[], before: readonly ProposedFigure[]): boolean =>
  now.some(({ metric, value }) => {
    const then = before.find((one) => one.metric === metric);
    return then !== undefined && value > then.value && plan.declared.some((one) => one.metric === metric);
  });

/**
 * Rule RESP-19: what a person has set goes before a proposal that was waiting: raising a level declines the proposals of
 * its plan up to that level, ending it declines all of them.
 */
export const settledBy = <One extends PastProposal & { plan: string }>(
  level: Level | 'none',
  plan: string,
  past: readonly One[],
): One[] =>
  past.filter((one) => one.plan === plan && isPending(one.state) && (level === 'none' || !isHigher(one.level, level)));
