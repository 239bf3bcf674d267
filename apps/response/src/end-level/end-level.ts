import { Injectable } from '@nestjs/common';
import { LevelEndedV1, LevelProposalDeclinedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { end, requireActive } from '../domain/deciding';
import { settledBy } from '../domain/proposing';
import { refuse } from '../domain/refusals';
import { ActivationRepository } from '../persistence/activation.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { LevelProposalRepository } from '../persistence/level-proposal.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface EndLevelCommand {
  emergencyId: string;
  activationId: string;
  reason: string;
}

/** An authorised person ends an active level. */
@Injectable()
export class EndLevel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly activations: ActivationRepository,
    private readonly proposals: LevelProposalRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  execute({ emergencyId, activationId, reason }: EndLevelCommand, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const { mode } = emergency;
      const activation =
        (await this.activations.find(tx, emergencyId, activationId)) ?? refuse('level.activation-not-found');
      const { plan, level, divisionCode } = activation;
      requireDivision(by, divisionCode);
      requireActive(activation);
      const authority = end(level, this.plans.named(plan), by);
      const at = systemClock();
      await this.activations.end(tx, activationId, at);
      const details = { activationId, plan, level, authority };
      await tx.audit({ action: 'level.ended', subject: emergencyId, reason, mode, details });
      const who = { accountId: by.id, name: by.name };
      await this.outbox.add(
        tx,
        LevelEndedV1,
        {
          activationId,
          emergencyId,
          plan,
          level,
          divisionCode,
          endedAt: at.toISOString(),
          endedBy: who,
          authority,
          reason,
        },
        { mode, emergencyId },
      );
      for (const { id: proposalId } of settledBy('none', plan, await this.proposals.past(tx, emergencyId))) {
        await this.proposals.decide(tx, proposalId, 'declined', { by: by.id, byName: by.name, at, reason });
        const declined = { proposalId, emergencyId, declinedAt: at.toISOString(), declinedBy: who, reason };
        await this.outbox.add(tx, LevelProposalDeclinedV1, declined, { mode, emergencyId });
      }
    });
  }
}
