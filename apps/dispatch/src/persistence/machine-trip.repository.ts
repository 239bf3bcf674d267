import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { refuse } from '../domain/refusals';

export interface RecordedTrip {
  id: string;
  machineId: string;
  missionId?: string | undefined;
  destination: string;
  divisionCode: string;
  leftAt: Date;
  returnedAt?: Date | undefined;
}

export interface MachineTrip {
  id: string;
  emergencyId: string;
  mode: Mode;
  divisionCode: string;
  withdrawnAt: Date | null;
}

export interface TripSheet {
  emergencyId: string;
  mode: Mode;
  recordedAt: Date;
  recordedBy: string;
  recordedByName: string;
}

@Injectable()
export class MachineTripRepository {
  /**
   * Inserts what is not recorded yet; of two trips of one machine at one instant the first counts.
   * @returns for each trip the id of the one that counts: its own, or that of the one before.
   */
  async insert(tx: Transaction, sheet: TripSheet, trips: RecordedTrip[]): Promise<Map<string, string>> {
    if (trips.length === 0) return new Map();
    const rows = JSON.stringify(trips);
    for (;;) {
      await tx.query(
        `insert into dispatch.machine_trips (id, emergency_id, mode, machine_id, mission_id, destination, division_code,
           left_at, returned_at, recorded_at, recorded_by, recorded_by_name)
         select id, $2::uuid, $3, "machineId", "missionId", destination, "divisionCode", "leftAt", "returnedAt",
           $4::timestamptz, $5::uuid, $6
         from jsonb_to_recordset($1::jsonb) as t (id uuid, "machineId" uuid, "missionId" uuid, destination text,
           "divisionCode" text, "leftAt" timestamptz, "returnedAt" timestamptz)
         on conflict (emergency_id, machine_id, left_at) where withdrawn_at is null do nothing`,
        [rows, sheet.emergencyId, sheet.mode, sheet.recordedAt, sheet.recordedBy, sheet.recordedByName],
      );
      const counted = await tx.query<{ id: string; counts: string }>(
        `select t.id, m.id as counts
         from jsonb_to_recordset($1::jsonb) as t (id uuid, "machineId" uuid, "leftAt" timestamptz)
         join dispatch.machine_trips m on m.emergency_id = $2 and m.machine_id = t."machineId" and m.left_at = t."leftAt"
           and m.withdrawn_at is null`,
        [rows, sheet.emergencyId],
      );
      if (counted.length === trips.length) return new Map(counted.map(({ id, counts }) => [id, counts]));
      // One that stood in the way has been withdrawn between the two statements.
    }
  }

  /** Refuses `machine-trip.not-found`. */
  async lock(tx: Transaction, id: string): Promise<MachineTrip> {
    const [found] = await tx.query<MachineTrip>(
      `select id, emergency_id as "emergencyId", mode, division_code as "divisionCode", withdrawn_at as "withdrawnAt"
       from dispatch.machine_trips where id = $1 for update`,
      [id],
    );
    return found ?? refuse('machine-trip.not-found');
  }

  async withdraw(tx: Transaction, id: string, at: Date, reason: string): Promise<void> {
    await tx.query('update dispatch.machine_trips set withdrawn_at = $2, withdrawal_reason = $3 where id = $1', [
      id,
      at,
      reason,
    ]);
  }
}
