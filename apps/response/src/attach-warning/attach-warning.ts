import { Injectable } from '@nestjs/common';
import { WarningAttachedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireAttachable } from '../domain/attaching';
import { widened } from '../domain/placing';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { WarningRepository } from '../persistence/warning.repository';

/** A person says that a warning belongs to an emergency. */
@Injectable()
export class AttachWarning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly warnings: WarningRepository,
  ) {}

  execute(command: { emergencyId: string; warningId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, warningId, reason } = command;
      const emergency = await this.emergencies.lock(tx, emergencyId);
      for (const code of emergency.divisionCodes) requireDivision(by, code);
      const warning = await this.warnings.find(tx, warningId);
      requireAttachable(emergency, warning, await this.warnings.currentEmergency(tx, warningId));
      const attachedAt = systemClock();
      const divisionCodes = widened(emergency.divisionCodes, warning.divisionCodes);
      await this.warnings.attachAll(tx, [{ emergencyId, warningId, how: 'person', reason, attachedAt }]);
      await this.emergencies.widen(tx, emergencyId, divisionCodes);
      const { mode } = emergency;
      await tx.audit({
        action: 'emergency.warning-attached',
        subject: emergencyId,
        reason,
        mode,
        details: { warningId },
      });
      await this.outbox.add(
        tx,
        WarningAttachedV1,
        {
          emergencyId,
          warningId,
          how: 'person',
          attachedAt: attachedAt.toISOString(),
          attachedBy: { accountId: by.id, name: by.name },
          reason,
          divisionCodes,
        },
        { mode, emergencyId },
      );
    });
  }
}
