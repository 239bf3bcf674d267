import { Injectable } from '@nestjs/common';
import { MissionDepartedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireUnderWay } from '../domain/emergency';
import { answeringDivision, requireMayBecome } from '../domain/mission';
import { MissionRepository } from '../persistence/mission.repository';

/** A team is en route. */
@Injectable()
export class ReportDeparture {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute({ missionId }: { missionId: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, answeringDivision(by.division, mission));
      requireUnderWay(mission.emergency);
      requireMayBecome(mission, 'departed');
      const at = systemClock();
      await this.missions.depart(tx, missionId, at);
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({ action: 'mission.departed', subject: missionId, mode, details: { emergencyId, teamId } });
      await this.outbox.add(
        tx,
        MissionDepartedV1,
        {
          missionId,
          emergencyId,
          teamId,
          departedAt: at.toISOString(),
          departedBy: { accountId: by.id, name: by.name },
        },
        { mode, emergencyId },
      );
    });
  }
}
