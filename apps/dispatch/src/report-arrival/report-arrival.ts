import { Injectable } from '@nestjs/common';
import { MissionArrivedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { answeringDivision, requireMayBecome } from '../domain/mission';
import { refuse } from '../domain/refusals';
import { MissionRepository } from '../persistence/mission.repository';

/** A team is on scene, with so many persons; unless told otherwise those that the register says. */
@Injectable()
export class ReportArrival {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly missions: MissionRepository,
  ) {}

  execute({ missionId, ...told }: { missionId: string; strength?: number | undefined }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const mission = await this.missions.lock(tx, missionId);
      requireDivision(by, answeringDivision(by.division, mission));
      requireMayBecome(mission, 'arrived');
      const at = systemClock();
      const strength = told.strength ?? mission.teamStrength ?? refuse('team.not-found');
      await this.missions.arrive(tx, missionId, at, strength);
      const { mode, emergencyId, teamId } = mission;
      await tx.audit({
        action: 'mission.arrived',
        subject: missionId,
        mode,
        details: { emergencyId, teamId, strength },
      });
      await this.outbox.add(
        tx,
        MissionArrivedV1,
        {
          missionId,
          emergencyId,
          teamId,
          arrivedAt: at.toISOString(),
          arrivedBy: { accountId: by.id, name: by.name },
          strength,
        },
        { mode, emergencyId },
      );
    });
  }
}
