import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';

export const MACHINE_TRIPS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: {
    recordedAt: { column: 'recorded_at', type: 'timestamptz' },
    leftAt: { column: 'left_at', type: 'timestamptz' },
  },
  defaultSort: '-recordedAt',
  filter: {
    emergency: { column: 'emergency_id', type: 'uuid' },
    machine: { column: 'machine_id', type: 'uuid' },
    mission: { column: 'mission_id', type: 'uuid' },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    division: { column: 'division_code', type: 'division', compare: 'starts-with' },
    withdrawn: { column: 'withdrawn', type: 'boolean' },
  },
};

export interface MachineTripItem {
  id: string;
  emergencyId: string;
  mode: Mode;
  machineId: string;
  missionId: string | null;
  destination: string;
  divisionCode: string;
  leftAt: string;
  /** Null while it is out, or where nobody said. */
  returnedAt: string | null;
  recordedAt: string;
  recordedBy: string;
  /** It had not been one: it does not count. */
  withdrawn: boolean;
  withdrawnAt: string | null;
  withdrawalReason: string | null;
}

const SELECT = `select id, emergency_id, mode, machine_id, mission_id, destination, division_code, left_at, returned_at,
  recorded_at, recorded_by_name, withdrawn_at is not null as withdrawn, withdrawn_at, withdrawal_reason
  from dispatch.machine_trips`;

@Injectable()
export class MachineTripListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<MachineTripItem>> {
    const { sql, parameters } = listSql(MACHINE_TRIPS, request, { sql: SELECT });
    return this.unitOfWork.run(async (tx) => pageOf(request, await tx.query(sql, parameters), itemOf));
  }
}

interface Row {
  id: string;
  emergency_id: string;
  mode: Mode;
  machine_id: string;
  mission_id: string | null;
  destination: string;
  division_code: string;
  left_at: Date;
  returned_at: Date | null;
  recorded_at: Date;
  recorded_by_name: string;
  withdrawn: boolean;
  withdrawn_at: Date | null;
  withdrawal_reason: string | null;
}

const itemOf = (row: Row): MachineTripItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  mode: row.mode,
  machineId: row.machine_id,
  missionId: row.mission_id,
  destination: row.destination,
  divisionCode: row.division_code,
  leftAt: row.left_at.toISOString(),
  returnedAt: row.returned_at?.toISOString() ?? null,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: row.recorded_by_name,
  withdrawn: row.withdrawn,
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  withdrawalReason: row.withdrawal_reason,
});
