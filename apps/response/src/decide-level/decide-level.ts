import { Injectable } from '@nestjs/common';
import { LevelActivatedV1, LevelProposalDeclinedV1, LevelRaisedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { decideLevel } from '../domain/deciding';
import { figuresOf } from '../domain/figures';
import { refuse } from '../domain/refusals';
import { ActivationRepository, type Activation } from '../persistence/activation.repository';
import { EmergencyRepository, type Emergency } from '../persistence/emergency.repository';
import { FigureRepository } from '../persistence/figure.repository';
import { LevelProposalRepository, type StoredLevelProposal, type Word } from '../persistence/level-proposal.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface LevelDecisionCommand {
  emergencyId: string;
  proposalId: string;
  approve: boolean;
  /** Hash of the content that the decider saw. */
  contentHash: string;
  reason: string;
}

export interface DecidedLevel {
  state: 'approved' | 'declined';
  /** The activation that it has made or raised. */
  activationId?: string;
}

/** Another, authorised person decides on a proposed level; what is approved becomes active at once. */
@Injectable()
export class DecideLevel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly proposals: LevelProposalRepository,
    private readonly activations: ActivationRepository,
    private readonly figures: FigureRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  execute(command: LevelDecisionCommand, by: Account): Promise<DecidedLevel> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, proposalId, approve, contentHash, reason } = command;
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const proposal = (await this.proposals.find(tx, emergencyId, proposalId)) ?? refuse('level.proposal-not-found');
      requireDivision(by, proposal.divisionCode);
      const plan = this.plans.named(proposal.plan);
      const active = (await this.activations.active(tx, emergencyId)).find((one) => one.plan === plan.id);
      const authority = decideLevel(proposal, {
        by,
        approve,
        contentHash,
        plan,
        figures: figuresOf(plan, await this.figures.of(tx, emergency)),
        active: active?.level,
      });
      const state = approve ? 'approved' : 'declined';
      const word: Word = { by: by.id, byName: by.name, at: systemClock(), reason };
      await this.proposals.decide(tx, proposalId, state, word);
      const { mode } = emergency;
      const details = { proposalId, level: proposal.level, authority };
      await tx.audit({ action: `level.${state}`, subject: emergencyId, reason, mode, details });
      if (!approve) {
        await this.publishDeclined(tx, emergency, proposalId, word);
        return { state };
      }
      const activationId = active
        ? await this.raise(tx, emergency, active, proposal, authority, word)
        : await this.activate(tx, emergency, proposal, authority, word);
      return { state, activationId };
    });
  }

  private async activate(
    tx: Transaction,
    { id: emergencyId, mode }: Emergency,
    { id: proposalId, plan, planName, level, divisionCode, draft }: StoredLevelProposal,
    authority: string,
    { by, byName, at, reason }: Word,
  ): Promise<string> {
    const id = newId();
    const activation = { emergencyId, plan, planName, divisionCode, level, draft, proposalId, authority };
    await this.activations.insert(tx, {
      ...activation,
      id,
      state: 'active',
      activatedAt: at,
      activatedBy: by,
      activatedByName: byName,
    });
    await this.outbox.add(
      tx,
      LevelActivatedV1,
      {
        ...activation,
        activationId: id,
        activatedAt: at.toISOString(),
        activatedBy: { accountId: by, name: byName },
        reason,
      },
      { mode, emergencyId },
    );
    return id;
  }

  private async raise(
    tx: Transaction,
    { id: emergencyId, mode }: Emergency,
    { id: activationId, level: from, divisionCode }: Activation,
    { id: proposalId, plan, level: to, draft }: StoredLevelProposal,
    authority: string,
    { by, byName, at, reason }: Word,
  ): Promise<string> {
    await this.activations.change(tx, activationId, to, at, draft);
    await this.outbox.add(
      tx,
      LevelRaisedV1,
      {
        activationId,
        emergencyId,
        plan,
        from,
        to,
        divisionCode,
        proposalId,
        changedAt: at.toISOString(),
        changedBy: { accountId: by, name: byName },
        authority,
        reason,
      },
      { mode, emergencyId },
    );
    return activationId;
  }

  private publishDeclined(
    tx: Transaction,
    { id: emergencyId, mode }: Emergency,
    proposalId: string,
    { by, byName, at, reason }: Word,
  ): Promise<void> {
    const declined = { proposalId, emergencyId, declinedAt: at.toISOString(), reason };
    return this.outbox.add(
      tx,
      LevelProposalDeclinedV1,
      { ...declined, declinedBy: { accountId: by, name: byName } },
      { mode, emergencyId },
    );
  }
}
