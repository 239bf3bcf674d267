import { Injectable } from '@nestjs/common';
import { ClosingDeclinedV1, EmergencyClosedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { decide } from '../domain/closing';
import { requireNoLevel } from '../domain/deciding';
import { refuse } from '../domain/refusals';
import { ActivationRepository } from '../persistence/activation.repository';
import { ClosingContentRepository } from '../persistence/closing-content.repository';
import { ClosingRepository } from '../persistence/closing.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { LevelProposalRepository } from '../persistence/level-proposal.repository';
import { OpeningRulesRepository } from '../persistence/opening-rules.repository';

export interface ClosingCommand {
  emergencyId: string;
  proposalId: string;
  approve: boolean;
  /** Hash of the content that the decider saw. */
  contentHash: string;
  reason: string;
}

/** Another, authorised person decides that an emergency is over, or is not. */
@Injectable()
export class DecideClosing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly proposals: ClosingRepository,
    private readonly content: ClosingContentRepository,
    private readonly rules: OpeningRulesRepository,
    private readonly activations: ActivationRepository,
    private readonly levelProposals: LevelProposalRepository,
  ) {}

  execute(command: ClosingCommand, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, proposalId, approve, contentHash, reason } = command;
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const proposal = (await this.proposals.find(tx, emergencyId, proposalId)) ?? refuse('closing.not-found');
      const state = decide(proposal, {
        by,
        approve,
        contentHash,
        currentHash: await this.content.hash(tx, emergency, proposal.reason),
        deciders: this.rules.rules.closing.deciders,
      });
      if (approve) requireNoLevel(await this.activations.active(tx, emergencyId));
      const at = systemClock();
      await this.proposals.decide(tx, proposalId, { state, by: by.id, byName: by.name, at, reason });
      const { mode } = emergency;
      await tx.audit({
        action: `emergency.closing-${state}`,
        subject: emergencyId,
        reason,
        mode,
        details: { proposalId },
      });
      const who = { accountId: by.id, name: by.name };
      if (state === 'approved') {
        await this.levelProposals.supersedePending(tx, emergencyId);
        await this.emergencies.close(tx, emergencyId, at);
        const closed = { emergencyId, proposalId, closedAt: at.toISOString(), closedBy: who, reason };
        await this.outbox.add(tx, EmergencyClosedV1, closed, { mode, emergencyId });
      } else {
        const declined = { emergencyId, proposalId, decidedAt: at.toISOString(), decidedBy: who, reason };
        await this.outbox.add(tx, ClosingDeclinedV1, declined, { mode, emergencyId });
      }
    });
  }
}
