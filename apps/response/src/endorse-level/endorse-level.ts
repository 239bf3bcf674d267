import { Injectable } from '@nestjs/common';
import { LevelProposalEndorsedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { endorse } from '../domain/deciding';
import { refuse } from '../domain/refusals';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { LevelProposalRepository } from '../persistence/level-proposal.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface EndorseCommand {
  emergencyId: string;
  proposalId: string;
  contentHash: string;
  reason: string;
}

/** A duty officer has looked at a proposed level and puts it before those who decide. */
@Injectable()
export class EndorseLevel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly proposals: LevelProposalRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  execute({ emergencyId, proposalId, contentHash, reason }: EndorseCommand, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const proposal = (await this.proposals.find(tx, emergencyId, proposalId)) ?? refuse('level.proposal-not-found');
      const { endorsers } = this.plans.named(proposal.plan);
      endorse(proposal, { by, contentHash, endorsers });
      const at = systemClock();
      await this.proposals.endorse(tx, proposalId, { by: by.id, byName: by.name, at, reason });
      const { mode } = emergency;
      await tx.audit({ action: 'level.endorsed', subject: emergencyId, reason, mode, details: { proposalId } });
      await this.outbox.add(
        tx,
        LevelProposalEndorsedV1,
        {
          proposalId,
          emergencyId,
          endorsedAt: at.toISOString(),
          endorsedBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
