import { Injectable } from '@nestjs/common';
import { MissionReleasedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireMayBecome } from '../domain/mission';
import { MissionRepository } from '../persistence/mission.repository';

/** A dispatcher releases a team from the scene; it is free for another mission. */
@Injectable()
export class ReleaseMission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute({ missionId, reason }: { missionId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, mission.divisionCode);
      requireMayBecome(mission, 'released');
      const at = systemClock();
      await this.missions.end(tx, missionId, { state: 'released', at, reason });
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({
        action: 'mission.released',
        subject: missionId,
        reason,
        mode,
        details: { emergencyId, teamId },
      });
      await this.outbox.add(
        tx,
        MissionReleasedV1,
        {
          missionId,
          emergencyId,
          teamId,
          releasedAt: at.toISOString(),
          releasedBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
