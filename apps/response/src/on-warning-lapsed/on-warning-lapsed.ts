import { Injectable } from '@nestjs/common';
import { WarningLapsedV1 } from '@libs/events';
import { Outbox, type EventEnvelope } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { WarningRepository } from '../persistence/warning.repository';

export interface LapsedWarning {
  warningId: string;
  lapse: 'cancelled' | 'expired';
  lapsedAt: string;
}

/** A warning that is cancelled or runs out ends nothing by itself: it puts a question to a person. */
@Injectable()
export class OnWarningLapsed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly warnings: WarningRepository,
  ) {}

  execute({ warningId, lapse, lapsedAt }: LapsedWarning, { mode }: EventEnvelope): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.warnings.lapse(tx, [warningId], mode);
      const emergencyId = await this.warnings.emergencyOf(tx, [warningId], mode);
      if (!emergencyId) return;
      await this.emergencies.lock(tx, emergencyId);
      const { inForce } = await this.warnings.attached(tx, emergencyId);
      await tx.audit({ action: 'emergency.warning-lapsed', subject: emergencyId, details: { warningId, lapse } });
      const lapsed = { emergencyId, warningId, lapse, lapsedAt, inForceLeft: inForce };
      await this.outbox.add(tx, WarningLapsedV1, lapsed, { emergencyId });
    });
  }
}
