import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import type { IncidentState } from '../domain/incident';
import { refuse } from '../domain/refusals';

export const INCIDENTS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { reportedAt: { column: 'reported_at', type: 'timestamptz' } },
  defaultSort: '-reportedAt',
  filter: {
    emergency: { column: 'emergency_id', type: 'uuid' },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    state: { column: 'state', type: 'text', oneOf: ['open', 'resolved', 'cancelled'] },
    kind: { column: 'kind', type: 'text' },
    division: { column: 'division_code', type: 'division', compare: 'starts-with' },
  },
};

export interface IncidentItem {
  id: string;
  emergencyId: string;
  mode: Mode;
  kind: string;
  name: string;
  description: string;
  divisionCode: string;
  /** WGS-84 degrees: longitude, latitude. */
  position: [number, number] | null;
  happenedAt: string | null;
  /** Date as the source writes it. */
  sourceDate: string | null;
  state: IncidentState;
  reportedAt: string;
  reportedBy: string;
  endedAt: string | null;
  endedBy: string | null;
  endReason: string | null;
  /** Goes up with every change; also the ETag of one incident. */
  version: number;
}

const SELECT = `select id, emergency_id, mode, kind, name, description, division_code, longitude, latitude, happened_at,
  source_date, state, reported_at, reported_by_name, ended_at, ended_by_name, end_reason, version from dispatch.incidents`;

@Injectable()
export class IncidentListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<IncidentItem>> {
    const { sql, parameters } = listSql(INCIDENTS, request, { sql: SELECT });
    return this.unitOfWork.run(async (tx) => pageOf(request, await tx.query(sql, parameters), itemOf));
  }

  /** Refuses `incident.not-found`. */
  one(id: string): Promise<IncidentItem> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<Row>(`${SELECT} where id = $1`, [id]);
      return row ? itemOf(row) : refuse('incident.not-found');
    });
  }
}

interface Row {
  id: string;
  emergency_id: string;
  mode: Mode;
  kind: string;
  name: string;
  description: string;
  division_code: string;
  longitude: number | null;
  latitude: number | null;
  happened_at: Date | null;
  source_date: string | null;
  state: IncidentState;
  reported_at: Date;
  reported_by_name: string;
  ended_at: Date | null;
  ended_by_name: string | null;
  end_reason: string | null;
  version: number;
}

const itemOf = (row: Row): IncidentItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  mode: row.mode,
  kind: row.kind,
  name: row.name,
  description: row.description,
  divisionCode: row.division_code,
  position: row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude],
  happenedAt: row.happened_at?.toISOString() ?? null,
  sourceDate: row.source_date,
  state: row.state,
  reportedAt: row.reported_at.toISOString(),
  reportedBy: row.reported_by_name,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by_name,
  endReason: row.end_reason,
  version: row.version,
});
