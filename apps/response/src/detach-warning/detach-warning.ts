import { Injectable } from '@nestjs/common';
import { WarningDetachedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpen } from '../domain/attaching';
import { refuse } from '../domain/refusals';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { WarningRepository } from '../persistence/warning.repository';

/** A person says that a warning does not belong to an emergency. Its divisions stay: what was warned was warned. */
@Injectable()
export class DetachWarning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly warnings: WarningRepository,
  ) {}

  execute(command: { emergencyId: string; warningId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, warningId, reason } = command;
      const { mode, state, divisionCodes } = await this.emergencies.lock(tx, emergencyId);
      for (const code of divisionCodes) requireDivision(by, code);
      requireOpen({ state });
      if ((await this.warnings.currentEmergency(tx, warningId)) !== emergencyId) refuse('warning.not-attached');
      const detachedAt = systemClock();
      await this.warnings.detach(tx, emergencyId, warningId, detachedAt);
      await this.emergencies.widen(tx, emergencyId, divisionCodes);
      await tx.audit({
        action: 'emergency.warning-detached',
        subject: emergencyId,
        reason,
        mode,
        details: { warningId },
      });
      await this.outbox.add(
        tx,
        WarningDetachedV1,
        {
          emergencyId,
          warningId,
          detachedAt: detachedAt.toISOString(),
          detachedBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
