import { Injectable } from '@nestjs/common';
import { MissionAcceptedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireUnderWay } from '../domain/emergency';
import { answeringDivision, requireMayBecome } from '../domain/mission';
import { MissionRepository } from '../persistence/mission.repository';

/** A team accepts a mission; it has not moved yet. */
@Injectable()
export class AcceptMission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute(
    { missionId, arrivalEstimate }: { missionId: string; arrivalEstimate?: Date | undefined },
    by: Account,
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, answeringDivision(by.division, mission));
      requireUnderWay(mission.emergency);
      requireMayBecome(mission, 'accepted');
      const at = systemClock();
      await this.missions.accept(tx, missionId, at, arrivalEstimate);
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({ action: 'mission.accepted', subject: missionId, mode, details: { emergencyId, teamId } });
      await this.outbox.add(
        tx,
        MissionAcceptedV1,
        {
          missionId,
          emergencyId,
          teamId,
          acceptedAt: at.toISOString(),
          acceptedBy: { accountId: by.id, name: by.name },
          ...(arrivalEstimate ? { arrivalEstimate: arrivalEstimate.toISOString() } : {}),
        },
        { mode, emergencyId },
      );
    });
  }
}
