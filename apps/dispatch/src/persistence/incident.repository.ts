import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { IncidentState } from '../domain/incident';
import { refuse } from '../domain/refusals';

export interface Incident {
  id: string;
  emergencyId: string;
  mode: Mode;
  divisionCode: string;
  state: IncidentState;
}

export interface ReportedIncident extends Omit<Incident, 'state'> {
  kind: string;
  name: string;
  description: string;
  /** WGS-84 degrees: longitude, latitude. */
  position?: [number, number] | undefined;
  happenedAt?: Date | undefined;
  /** Date as the source writes it. */
  sourceDate?: string | undefined;
  reportedAt: Date;
  reportedBy: string;
  reportedByName: string;
}

const COLUMNS = `id, emergency_id as "emergencyId", mode, division_code as "divisionCode", state`;

@Injectable()
export class IncidentRepository {
  async insert(tx: Transaction, incident: ReportedIncident): Promise<void> {
    const [longitude = null, latitude = null] = incident.position ?? [];
    await tx.query(
      `insert into dispatch.incidents (id, emergency_id, mode, kind, name, description, division_code, longitude, latitude,
         happened_at, source_date, state, reported_at, reported_by, reported_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)`,
      [
        incident.id,
        incident.emergencyId,
        incident.mode,
        incident.kind,
        incident.name,
        incident.description,
        incident.divisionCode,
        longitude,
        latitude,
        incident.happenedAt ?? null,
        incident.sourceDate ?? null,
        incident.reportedAt,
        incident.reportedBy,
        incident.reportedByName,
      ],
    );
  }

  /** It does not end before the transaction does. Refuses `incident.not-found`. */
  async hold(tx: Transaction, id: string): Promise<Incident> {
    const [found] = await tx.query<Incident>(`select ${COLUMNS} from dispatch.incidents where id = $1 for share`, [id]);
    return found ?? refuse('incident.not-found');
  }

  /** Refuses `incident.not-found`. */
  async lock(tx: Transaction, id: string): Promise<Incident> {
    const [found] = await tx.query<Incident>(`select ${COLUMNS} from dispatch.incidents where id = $1 for update`, [
      id,
    ]);
    return found ?? refuse('incident.not-found');
  }

  async end(
    tx: Transaction,
    id: string,
    { state, at, byName, reason }: { state: 'resolved' | 'cancelled'; at: Date; byName: string; reason: string },
  ): Promise<void> {
    await tx.query(
      `update dispatch.incidents set state = $2, ended_at = $3, ended_by_name = $4, end_reason = $5,
         version = version + 1 where id = $1`,
      [id, state, at, byName, reason],
    );
  }
}
