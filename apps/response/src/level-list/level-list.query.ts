import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import type { LocalText } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { LEVELS, type Evidence, type Level } from '../domain/response-plan';
import type { ProposalState, ProposedFigure } from '../domain/proposing';
import { EmergencyRepository } from '../persistence/emergency.repository';

const PROPOSAL_STATES: readonly ProposalState[] = ['open', 'endorsed', 'approved', 'declined', 'superseded'];

export const LEVEL_PROPOSALS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { proposedAt: { column: 'proposed_at', type: 'timestamptz' } },
  defaultSort: '-proposedAt',
  filter: {
    plan: { column: 'plan', type: 'text' },
    level: { column: 'level', type: 'text', oneOf: LEVELS },
    state: { column: 'state', type: 'text', oneOf: PROPOSAL_STATES },
  },
};

export const ACTIVATIONS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { activatedAt: { column: 'activated_at', type: 'timestamptz' } },
  defaultSort: '-activatedAt',
  filter: {
    plan: { column: 'plan', type: 'text' },
    level: { column: 'level', type: 'text', oneOf: LEVELS },
    state: { column: 'state', type: 'text', oneOf: ['active', 'ended'] },
  },
};

export interface LevelProposalItem {
  id: string;
  emergencyId: string;
  plan: string;
  planName: LocalText;
  planVersion: string;
  /** Row of the plan that was crossed. */
  rule: string;
  level: Level;
  divisionCode: string;
  /** As they were when it was proposed, each with the ids of the events that were counted. */
  figures: (ProposedFigure & { eventIds: string[] })[];
  evidence: Evidence;
  /** Nobody has confirmed the rule. */
  draft: boolean;
  /** Lower proposal that this one took the place of. */
  supersedes: string | null;
  state: ProposalState;
  proposedAt: string;
  /** An endorsement and a decision name it. */
  contentHash: string;
  endorsedBy: string | null;
  endorsedAt: string | null;
  endorsementReason: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
}

export interface ActivationItem {
  id: string;
  emergencyId: string;
  plan: string;
  planName: LocalText;
  divisionCode: string;
  level: Level;
  /** Nobody has confirmed the rule. */
  draft: boolean;
  state: 'active' | 'ended';
  proposalId: string;
  activatedAt: string;
  activatedBy: string;
  /** Role by which it was activated. */
  authority: string;
  changedAt: string;
  endedAt: string | null;
}

/** Proposed and active levels of one emergency. */
@Injectable()
export class LevelListQuery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly emergencies: EmergencyRepository,
  ) {}

  /** Refuses `emergency.not-found`. */
  proposals(emergencyId: string, request: ListRequest): Promise<Page<LevelProposalItem>> {
    const { sql, parameters } = listSql(LEVEL_PROPOSALS, request, {
      sql: 'select * from response.level_proposals where emergency_id = $1',
      parameters: [emergencyId],
    });
    return this.unitOfWork.run(async (tx) => {
      await this.emergencies.find(tx, emergencyId);
      return pageOf(request, await tx.query(sql, parameters), proposalOf);
    });
  }

  /** Refuses `emergency.not-found`. */
  activations(emergencyId: string, request: ListRequest): Promise<Page<ActivationItem>> {
    const { sql, parameters } = listSql(ACTIVATIONS, request, {
      sql: 'select * from response.activations where emergency_id = $1',
      parameters: [emergencyId],
    });
    return this.unitOfWork.run(async (tx) => {
      await this.emergencies.find(tx, emergencyId);
      return pageOf(request, await tx.query(sql, parameters), activationOf);
    });
  }
}

interface ProposalRow {
  id: string;
  emergency_id: string;
  plan: string;
  plan_name: LocalText;
  plan_version: string;
  rule: string;
  level: Level;
  division_code: string;
  figures: ProposedFigure[];
  event_ids: Record<string, string[]>;
  evidence: Evidence;
  draft: boolean;
  supersedes: string | null;
  state: ProposalState;
  proposed_at: Date;
  content_hash: string;
  endorsed_by_name: string | null;
  endorsed_at: Date | null;
  endorsement_reason: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

const proposalOf = (row: ProposalRow): LevelProposalItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  plan: row.plan,
  planName: row.plan_name,
  planVersion: row.plan_version,
  rule: row.rule,
  level: row.level,
  divisionCode: row.division_code,
  figures: row.figures.map((figure) => ({ ...figure, eventIds: row.event_ids[figure.metric] ?? [] })),
  evidence: row.evidence,
  draft: row.draft,
  supersedes: row.supersedes,
  state: row.state,
  proposedAt: row.proposed_at.toISOString(),
  contentHash: row.content_hash,
  endorsedBy: row.endorsed_by_name,
  endorsedAt: row.endorsed_at?.toISOString() ?? null,
  endorsementReason: row.endorsement_reason,
  decidedBy: row.decided_by_name,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decisionReason: row.decision_reason,
});

interface ActivationRow {
  id: string;
  emergency_id: string;
  plan: string;
  plan_name: LocalText;
  division_code: string;
  level: Level;
  draft: boolean;
  state: 'active' | 'ended';
  proposal_id: string;
  activated_at: Date;
  activated_by_name: string;
  authority: string;
  changed_at: Date;
  ended_at: Date | null;
}

const activationOf = (row: ActivationRow): ActivationItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  plan: row.plan,
  planName: row.plan_name,
  divisionCode: row.division_code,
  level: row.level,
  draft: row.draft,
  state: row.state,
  proposalId: row.proposal_id,
  activatedAt: row.activated_at.toISOString(),
  activatedBy: row.activated_by_name,
  authority: row.authority,
  changedAt: row.changed_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});
