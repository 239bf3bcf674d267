import { Injectable } from '@nestjs/common';
import { MissionCancelledV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireMayBecome } from '../domain/mission';
import { MissionRepository } from '../persistence/mission.repository';

/** A dispatcher cancels a mission whose team is not on scene yet. */
@Injectable()
export class CancelMission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute({ missionId, reason }: { missionId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, mission.divisionCode);
      requireMayBecome(mission, 'cancelled');
      const at = systemClock();
      await this.missions.end(tx, missionId, { state: 'cancelled', at, reason });
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({
        action: 'mission.cancelled',
        subject: missionId,
        reason,
        mode,
        details: { emergencyId, teamId },
      });
      await this.outbox.add(
        tx,
        MissionCancelledV1,
        {
          missionId,
          emergencyId,
          teamId,
          cancelledAt: at.toISOString(),
          cancelledBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
