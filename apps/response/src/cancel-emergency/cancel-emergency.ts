import { Injectable } from '@nestjs/common';
import { EmergencyCancelledV1, LevelEndedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { endedByCancelling } from '../domain/deciding';
import { ActivationRepository } from '../persistence/activation.repository';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { LevelProposalRepository } from '../persistence/level-proposal.repository';

/** An emergency was opened in error, or an exercise is broken off: with it end its levels. */
@Injectable()
export class CancelEmergency {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly activations: ActivationRepository,
    private readonly proposals: LevelProposalRepository,
  ) {}

  execute({ emergencyId, reason }: { emergencyId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      requireOpen(emergency);
      const { mode } = emergency;
      const active = endedByCancelling(mode, await this.activations.active(tx, emergencyId));
      const at = systemClock();
      const who = { accountId: by.id, name: by.name };
      for (const { id: activationId, plan, level, divisionCode } of active) {
        await this.activations.end(tx, activationId, at);
        const details = { activationId, plan, level };
        await tx.audit({ action: 'level.ended', subject: emergencyId, reason, mode, details });
        const ended = { activationId, emergencyId, plan, level, divisionCode, endedAt: at.toISOString(), endedBy: who };
        await this.outbox.add(tx, LevelEndedV1, { ...ended, authority: 'commander', reason }, { mode, emergencyId });
      }
      await this.proposals.supersedePending(tx, emergencyId);
      await this.emergencies.cancel(tx, emergencyId, at);
      await tx.audit({ action: 'emergency.cancelled', subject: emergencyId, reason, mode });
      const cancelled = { emergencyId, cancelledAt: at.toISOString(), cancelledBy: who, reason };
      await this.outbox.add(tx, EmergencyCancelledV1, cancelled, { mode, emergencyId });
    });
  }
}
