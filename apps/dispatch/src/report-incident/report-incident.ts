import { Injectable } from '@nestjs/common';
import { IncidentReportedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireUnderWay } from '../domain/emergency';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { IncidentRepository } from '../persistence/incident.repository';

export interface IncidentReport {
  emergencyId: string;
  kind: string;
  name: string;
  description: string;
  divisionCode: string;
  /** WGS-84 degrees: longitude, latitude. */
  position?: [number, number] | undefined;
  /** When it happened, where that is not now. */
  happenedAt?: Date | undefined;
  /** Date as the source writes it. */
  sourceDate?: string | undefined;
}

/** A person reports an incident (险情) of an emergency. */
@Injectable()
export class ReportIncident {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly incidents: IncidentRepository,
  ) {}

  execute(report: IncidentReport, by: Account): Promise<{ incidentId: string }> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, kind, name, description, divisionCode, position, happenedAt, sourceDate } = report;
      requireDivision(by, divisionCode);
      const emergency = await this.emergencies.hold(tx, emergencyId);
      requireUnderWay(emergency);
      const { mode } = emergency;
      const [incidentId, reportedAt] = [newId(), systemClock()];
      await this.incidents.insert(tx, {
        ...report,
        id: incidentId,
        mode,
        reportedAt,
        reportedBy: by.id,
        reportedByName: by.name,
      });
      await tx.audit({
        action: 'incident.reported',
        subject: incidentId,
        mode,
        details: { emergencyId, divisionCode },
      });
      await this.outbox.add(
        tx,
        IncidentReportedV1,
        {
          incidentId,
          emergencyId,
          kind,
          name,
          description,
          divisionCode,
          ...(position ? { position } : {}),
          ...(happenedAt ? { happenedAt: happenedAt.toISOString() } : {}),
          ...(sourceDate ? { sourceDate } : {}),
          reportedAt: reportedAt.toISOString(),
          reportedBy: { accountId: by.id, name: by.name },
        },
        { mode, emergencyId },
      );
      return { incidentId };
    });
  }
}
