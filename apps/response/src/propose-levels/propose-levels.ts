import { Injectable } from '@nestjs/common';
import { LevelProposedV1 } from '@libs/events';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { figuresOf } from '../domain/figures';
import { propose, type NewProposal } from '../domain/proposing';
import { speaksOf, type ResponsePlan } from '../domain/response-plan';
import { ActivationRepository } from '../persistence/activation.repository';
import type { Emergency } from '../persistence/emergency.repository';
import { FigureRepository, type KnownFigures } from '../persistence/figure.repository';
import { hashOf, LevelProposalRepository, type StoredLevelProposal } from '../persistence/level-proposal.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

/** The plans look at the figures of an emergency and propose levels; they decide nothing. */
@Injectable()
export class ProposeLevels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly plans: ResponsePlanRepository,
    private readonly figures: FigureRepository,
    private readonly proposals: LevelProposalRepository,
    private readonly activations: ActivationRepository,
  ) {}

  /**
   * @param emergency locked by the caller.
   * @param metric what has changed.
   */
  execute(emergency: Emergency, metric: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      if (emergency.state !== 'open') return;
      const at = systemClock();
      const plans = this.plans.speakingIn(emergency, at).filter((plan) => speaksOf(plan, metric));
      if (plans.length === 0) return;
      const known = await this.figures.of(tx, emergency);
      const past = await this.proposals.past(tx, emergency.id);
      const active = await this.activations.active(tx, emergency.id);
      for (const plan of plans) {
        const proposal = propose(
          plan,
          figuresOf(plan, known),
          past.filter((one) => one.plan === plan.id),
          active.find((one) => one.plan === plan.id)?.level,
        );
        if (proposal) await this.put(tx, emergency, plan, proposal, known, at);
      }
    });
  }

  private async put(
    tx: Transaction,
    emergency: Emergency,
    plan: ResponsePlan,
    { row, evidence, draft, figures, supersedes }: NewProposal,
    known: KnownFigures,
    proposedAt: Date,
  ): Promise<void> {
    const { id: emergencyId, mode } = emergency;
    const eventIds = await this.figures.eventsOf(tx, emergency, plan, row, known);
    const content = {
      emergencyId,
      plan: plan.id,
      planVersion: plan.version,
      rule: row.id,
      level: row.level,
      divisionCode: plan.jurisdiction,
      figures,
      draft,
    };
    const proposal: StoredLevelProposal = {
      ...content,
      id: newId(),
      planName: plan.name,
      eventIds,
      evidence,
      supersedes: supersedes ?? null,
      state: 'open',
      proposedAt,
      contentHash: hashOf(content),
      endorsedBy: null,
    };
    if (supersedes) await this.proposals.supersede(tx, supersedes);
    await this.proposals.insert(tx, proposal);
    await tx.audit({
      action: 'level.proposed',
      subject: emergencyId,
      reason: `${plan.id}.${row.id} ${plan.version}`,
      mode,
      details: { proposalId: proposal.id, level: row.level, figures, draft, supersedes },
    });
    await this.outbox.add(
      tx,
      LevelProposedV1,
      {
        proposalId: proposal.id,
        emergencyId,
        plan: plan.id,
        planName: plan.name,
        planVersion: plan.version,
        rule: row.id,
        level: row.level,
        divisionCode: plan.jurisdiction,
        figures: figures.map(({ metric, unit, value, op, threshold }) => ({
          metric,
          unit,
          value,
          op,
          threshold,
          eventIds: eventIds[metric] ?? [],
        })),
        evidence,
        draft,
        supersedes,
        proposedAt: proposedAt.toISOString(),
        contentHash: proposal.contentHash,
      },
      { mode, emergencyId },
    );
  }
}
