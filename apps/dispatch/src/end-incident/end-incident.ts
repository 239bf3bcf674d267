import { Injectable } from '@nestjs/common';
import { IncidentCancelledV1, IncidentResolvedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOpenIncident } from '../domain/incident';
import { IncidentRepository } from '../persistence/incident.repository';

export interface IncidentEnding {
  incidentId: string;
  /** Dealt with, or reported in error. */
  how: 'resolved' | 'cancelled';
  reason: string;
}

/** A person says that an incident has been dealt with, or that it was reported in error. Its missions go on. */
@Injectable()
export class EndIncident {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly incidents: IncidentRepository,
  ) {}

  execute({ incidentId, how, reason }: IncidentEnding, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const incident = await this.incidents.lock(tx, incidentId);
      requireDivision(by, incident.divisionCode);
      requireOpenIncident(incident);
      const at = systemClock();
      await this.incidents.end(tx, incidentId, { state: how, at, byName: by.name, reason });
      const { mode, emergencyId } = incident;
      await tx.audit({ action: `incident.${how}`, subject: incidentId, reason, mode, details: { emergencyId } });
      const who = { accountId: by.id, name: by.name };
      const about = { incidentId, emergencyId, reason };
      if (how === 'resolved') {
        const resolved = { ...about, resolvedAt: at.toISOString(), resolvedBy: who };
        await this.outbox.add(tx, IncidentResolvedV1, resolved, { mode, emergencyId });
      } else {
        const cancelled = { ...about, cancelledAt: at.toISOString(), cancelledBy: who };
        await this.outbox.add(tx, IncidentCancelledV1, cancelled, { mode, emergencyId });
      }
    });
  }
}
