import { Injectable } from '@nestjs/common';
import { LevelLoweredV1, LevelProposalDeclinedV1, LevelRaisedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { change, requireActive } from '../domain/deciding';
import { settledBy } from '../domain/proposing';
import { refuse } from '../domain/refusals';
import type { Level } from '../domain/response-plan';
import { ActivationRepository } from '../persistence/activation.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { LevelProposalRepository } from '../persistence/level-proposal.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface ChangeLevelCommand {
  emergencyId: string;
  activationId: string;
  level: Level;
  reason: string;
}

/** An authorised person raises or lowers an active level without a rule having proposed it. */
@Injectable()
export class ChangeLevel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly activations: ActivationRepository,
    private readonly proposals: LevelProposalRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  execute({ emergencyId, activationId, level, reason }: ChangeLevelCommand, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const { mode } = emergency;
      const activation =
        (await this.activations.find(tx, emergencyId, activationId)) ?? refuse('level.activation-not-found');
      const { plan, level: from, divisionCode } = activation;
      requireDivision(by, divisionCode);
      requireActive(activation);
      const { role, raised } = change(from, level, this.plans.named(plan), by);
      const at = systemClock();
      await this.activations.change(tx, activationId, level, at, false);
      await tx.audit({
        action: raised ? 'level.raised' : 'level.lowered',
        subject: emergencyId,
        reason,
        mode,
        details: { activationId, plan, from, to: level, authority: role },
      });
      const who = { accountId: by.id, name: by.name };
      await this.outbox.add(
        tx,
        raised ? LevelRaisedV1 : LevelLoweredV1,
        {
          activationId,
          emergencyId,
          plan,
          from,
          to: level,
          divisionCode,
          changedAt: at.toISOString(),
          changedBy: who,
          authority: role,
          reason,
        },
        { mode, emergencyId },
      );
      for (const { id: proposalId } of settledBy(level, plan, await this.proposals.past(tx, emergencyId))) {
        await this.proposals.decide(tx, proposalId, 'declined', { by: by.id, byName: by.name, at, reason });
        const declined = { proposalId, emergencyId, declinedAt: at.toISOString(), declinedBy: who, reason };
        await this.outbox.add(tx, LevelProposalDeclinedV1, declined, { mode, emergencyId });
      }
    });
  }
}
