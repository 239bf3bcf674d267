import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { MISSION_STATES, type MissionState } from '../domain/mission';
import { refuse } from '../domain/refusals';

export const MISSIONS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { requestedAt: { column: 'requested_at', type: 'timestamptz' } },
  defaultSort: '-requestedAt',
  filter: {
    emergency: { column: 'emergency_id', type: 'uuid' },
    incident: { column: 'incident_id', type: 'uuid' },
    team: { column: 'team_id', type: 'uuid' },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    state: { column: 'state', type: 'text', oneOf: MISSION_STATES },
    division: { column: 'division_code', type: 'division', compare: 'starts-with' },
  },
};

export interface MissionItem {
  id: string;
  emergencyId: string;
  mode: Mode;
  teamId: string;
  /** Null when the register has erased it. */
  teamName: string | null;
  incidentId: string | null;
  task: string;
  divisionCode: string;
  state: MissionState;
  requestedAt: string;
  requestedBy: string;
  acceptedAt: string | null;
  arrivalEstimate: string | null;
  departedAt: string | null;
  arrivedAt: string | null;
  /** Persons of the team as it arrived. */
  strength: number | null;
  endedAt: string | null;
  endReason: string | null;
  /** Goes up with every step; also the ETag of one mission. */
  version: number;
}

const SELECT = `select m.id, m.emergency_id, m.mode, m.team_id, t.name as team_name, m.incident_id, m.task, m.division_code,
  m.state, m.requested_at, m.requested_by_name, m.accepted_at, m.arrival_estimate, m.departed_at, m.arrived_at,
  m.strength, m.ended_at, m.end_reason, m.version
  from dispatch.missions m left join dispatch.teams t on t.id = m.team_id`;

@Injectable()
export class MissionListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<MissionItem>> {
    const { sql, parameters } = listSql(MISSIONS, request, { sql: SELECT });
    return this.unitOfWork.run(async (tx) => pageOf(request, await tx.query(sql, parameters), itemOf));
  }

  /** Refuses `mission.not-found`. */
  one(id: string): Promise<MissionItem> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<Row>(`${SELECT} where m.id = $1`, [id]);
      return row ? itemOf(row) : refuse('mission.not-found');
    });
  }
}

interface Row {
  id: string;
  emergency_id: string;
  mode: Mode;
  team_id: string;
  team_name: string | null;
  incident_id: string | null;
  task: string;
  division_code: string;
  state: MissionState;
  requested_at: Date;
  requested_by_name: string;
  accepted_at: Date | null;
  arrival_estimate: Date | null;
  departed_at: Date | null;
  arrived_at: Date | null;
  strength: number | null;
  ended_at: Date | null;
  end_reason: string | null;
  version: number;
}

const itemOf = (row: Row): MissionItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  mode: row.mode,
  teamId: row.team_id,
  teamName: row.team_name,
  incidentId: row.incident_id,
  task: row.task,
  divisionCode: row.division_code,
  state: row.state,
  requestedAt: row.requested_at.toISOString(),
  requestedBy: row.requested_by_name,
  acceptedAt: row.accepted_at?.toISOString() ?? null,
  arrivalEstimate: row.arrival_estimate?.toISOString() ?? null,
  departedAt: row.departed_at?.toISOString() ?? null,
  arrivedAt: row.arrived_at?.toISOString() ?? null,
  strength: row.strength,
  endedAt: row.ended_at?.toISOString() ?? null,
  endReason: row.end_reason,
  version: row.version,
});
