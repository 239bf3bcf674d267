import { Injectable } from '@nestjs/common';
import { MissionRequestedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireUnderWay } from '../domain/emergency';
import { requireIncidentOf } from '../domain/incident';
import { requireTeam } from '../domain/mission';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { IncidentRepository } from '../persistence/incident.repository';
import { MissionRepository } from '../persistence/mission.repository';
import { RegisterRepository } from '../persistence/register.repository';

export interface MissionRequest {
  emergencyId: string;
  /** Incident that it is for, if it is for one. */
  incidentId?: string | undefined;
  teamId: string;
  task: string;
  divisionCode: string;
}

/** A dispatcher asks a team to go on a mission. */
@Injectable()
export class RequestMission {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly incidents: IncidentRepository,
    private readonly missions: MissionRepository,
    private readonly register: RegisterRepository,
  ) {}

  execute(request: MissionRequest, by: Account): Promise<{ missionId: string }> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, incidentId, teamId, task, divisionCode } = request;
      requireDivision(by, divisionCode);
      const emergency = await this.emergencies.hold(tx, emergencyId);
      requireUnderWay(emergency);
      if (incidentId) requireIncidentOf(emergencyId, await this.incidents.hold(tx, incidentId));
      requireTeam(await this.register.team(tx, teamId));
      const { mode } = emergency;
      const [missionId, requestedAt] = [newId(), systemClock()];
      await this.missions.insert(tx, {
        ...request,
        id: missionId,
        mode,
        requestedAt,
        requestedBy: by.id,
        requestedByName: by.name,
      });
      await tx.audit({ action: 'mission.requested', subject: missionId, mode, details: { emergencyId, teamId } });
      await this.outbox.add(
        tx,
        MissionRequestedV1,
        {
          missionId,
          emergencyId,
          teamId,
          ...(incidentId ? { incidentId } : {}),
          task,
          divisionCode,
          requestedAt: requestedAt.toISOString(),
          requestedBy: { accountId: by.id, name: by.name },
        },
        { mode, emergencyId },
      );
      return { missionId };
    });
  }
}
