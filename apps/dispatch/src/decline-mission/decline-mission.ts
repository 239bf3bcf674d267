import { Injectable } from '@nestjs/common';
import { MissionDeclinedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { answeringDivision, requireMayBecome } from '../domain/mission';
import { MissionRepository } from '../persistence/mission.repository';

/** A team declines a mission, and is free for another one. */
@Injectable()
export class DeclineMission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute({ missionId, reason }: { missionId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, answeringDivision(by.division, mission));
      requireMayBecome(mission, 'declined');
      const at = systemClock();
      await this.missions.end(tx, missionId, { state: 'declined', at, reason });
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({
        action: 'mission.declined',
        subject: missionId,
        reason,
        mode,
        details: { emergencyId, teamId },
      });
      await this.outbox.add(
        tx,
        MissionDeclinedV1,
        {
          missionId,
          emergencyId,
          teamId,
          declinedAt: at.toISOString(),
          declinedBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
