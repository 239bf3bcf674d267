import { Injectable } from '@nestjs/common';
import { MachineTripRecordedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { DomainRefusal, newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { requireUnderWay } from '../domain/emergency';
import { requireFirst, requireTrip } from '../domain/machine-trip';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { MachineTripRepository, type RecordedTrip, type TripSheet } from '../persistence/machine-trip.repository';
import { MissionRepository } from '../persistence/mission.repository';
import { RegisterRepository } from '../persistence/register.repository';

export type SheetRow = Omit<RecordedTrip, 'id'>;

/** What became of a row: the trip's id, or why it was refused. */
export type RowResult = { row: number; id: string } | { row: number; refused: DomainRefusal };

/** A dispatcher records a sheet of machine-trips; a bad row does not stop the good ones. */
@Injectable()
export class RecordMachineTrips {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly missions: MissionRepository,
    private readonly register: RegisterRepository,
    private readonly trips: MachineTripRepository,
  ) {}

  execute({ emergencyId, rows }: { emergencyId: string; rows: SheetRow[] }, by: Account): Promise<RowResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.hold(tx, emergencyId);
      requireUnderWay(emergency);
      const { mode } = emergency;
      const sheet = { emergencyId, mode, recordedAt: systemClock(), recordedBy: by.id, recordedByName: by.name };
      const judged = await this.judge(tx, emergencyId, rows, by);
      const good = judged.flatMap((one) => ('trip' in one ? [one.trip] : []));
      const counts = await this.trips.insert(tx, sheet, good);
      const results: RowResult[] = [];
      for (const [row, one] of judged.entries()) {
        const refused = 'trip' in one ? refusalOf(() => requireFirst(one.trip, counts.get(one.trip.id))) : one.refused;
        if (refused) {
          const details = { row, code: refused.code };
          await tx.audit({ action: 'machine-trip.refused', subject: emergencyId, mode, details });
          results.push({ row, refused });
        } else if ('trip' in one) {
          await this.publish(tx, sheet, one.trip, by);
          results.push({ row, id: one.trip.id });
        }
      }
      return results;
    });
  }

  private async judge(
    tx: Transaction,
    emergencyId: string,
    rows: SheetRow[],
    by: Account,
  ): Promise<({ trip: RecordedTrip } | { refused: DomainRefusal })[]> {
    const machines = await this.register.machines(
      tx,
      rows.map(({ machineId }) => machineId),
    );
    const missions = await this.missions.find(
      tx,
      rows.flatMap(({ missionId }) => missionId ?? []),
    );
    return rows.map((row) => {
      const refused = refusalOf(() => {
        requireDivision(by, row.divisionCode);
        const mission = row.missionId === undefined ? undefined : missions.get(row.missionId);
        requireTrip(row, emergencyId, { machine: machines.get(row.machineId), mission });
      });
      return refused ? { refused } : { trip: { ...row, id: newId() } };
    });
  }

  private async publish(tx: Transaction, sheet: TripSheet, trip: RecordedTrip, by: Account): Promise<void> {
    const { emergencyId, mode } = sheet;
    const { id: tripId, machineId, missionId, destination, divisionCode, leftAt, returnedAt } = trip;
    await tx.audit({ action: 'machine-trip.recorded', subject: tripId, mode, details: { emergencyId, machineId } });
    await this.outbox.add(
      tx,
      MachineTripRecordedV1,
      {
        tripId,
        emergencyId,
        machineId,
        ...(missionId ? { missionId } : {}),
        destination,
        divisionCode,
        leftAt: leftAt.toISOString(),
        ...(returnedAt ? { returnedAt: returnedAt.toISOString() } : {}),
        recordedAt: sheet.recordedAt.toISOString(),
        recordedBy: { accountId: by.id, name: by.name },
      },
      { mode, emergencyId },
    );
  }
}

function refusalOf(check: () => void): DomainRefusal | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof DomainRefusal) return error;
    throw error;
  }
}
