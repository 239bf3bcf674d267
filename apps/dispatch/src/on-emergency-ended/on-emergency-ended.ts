import { Injectable } from '@nestjs/common';
import { MissionCancelledV1, MissionReleasedV1 } from '@libs/events';
import { systemClock, type Mode } from '@libs/kernel';
import { NotHereYet, Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { endingWithExercise } from '../domain/mission';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { MissionRepository, type Mission } from '../persistence/mission.repository';

export interface EndedEmergency {
  emergencyId: string;
  mode: Mode;
  how: 'closed' | 'cancelled';
  reason: string;
}

/** Nothing begins in the emergency any more. Only a cancelled exercise takes its open missions with it. */
@Injectable()
export class OnEmergencyEnded {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly missions: MissionRepository,
  ) {}

  execute({ emergencyId, mode, how, reason }: EndedEmergency): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.emergencies.end(tx, emergencyId, how)))
        throw new NotHereYet(`emergency ${emergencyId} has not arrived`);
      if (how === 'closed' || mode !== 'exercise') return;
      for (const mission of await this.missions.lockOpen(tx, emergencyId)) await this.end(tx, mission, reason);
    });
  }

  private async end(tx: Transaction, mission: Mission, reason: string): Promise<void> {
    const { id: missionId, emergencyId, teamId, mode } = mission;
    const [state, at] = [endingWithExercise(mission), systemClock()];
    await this.missions.end(tx, missionId, { state, at, reason });
    await tx.audit({ action: `mission.${state}`, subject: missionId, reason, mode, details: { emergencyId, teamId } });
    const by = { name: 'emergency-cancelled' };
    const about = { missionId, emergencyId, teamId, reason };
    if (state === 'released') {
      const released = { ...about, releasedAt: at.toISOString(), releasedBy: by };
      await this.outbox.add(tx, MissionReleasedV1, released, { mode, emergencyId });
    } else {
      const cancelled = { ...about, cancelledAt: at.toISOString(), cancelledBy: by };
      await this.outbox.add(tx, MissionCancelledV1, cancelled, { mode, emergencyId });
    }
  }
}
