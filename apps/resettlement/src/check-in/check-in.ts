import { Injectable } from '@nestjs/common';
import { StayBeganV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { membersOf } from '../domain/movement';
import { admit } from '../domain/occupancy';
import { refuse } from '../domain/refusals';
import { judge, type RowResult } from '../domain/sheet';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { RegisterRepository } from '../persistence/register.repository';
import { StayRepository } from '../persistence/stay.repository';

export type { RowResult };

export interface BusLoad {
  shelterId: string;
  emergencyId: string;
  rows: { householdId: string; memberIds: string[] }[];
}

/** A shelter takes people in, household by household: one comes in whole or not at all. */
@Injectable()
export class CheckIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly register: RegisterRepository,
    private readonly stays: StayRepository,
  ) {}

  execute({ shelterId, emergencyId, rows }: BusLoad, by: Account): Promise<RowResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const { mode } = await this.emergencies.hold(tx, emergencyId);
      const shelter = (await this.register.shelter(tx, shelterId)) ?? refuse('shelter.not-found');
      requireDivision(by, shelter.divisionCode);
      if (shelter.withdrawn) refuse('shelter.withdrawn');
      const ids = rows.map(({ householdId }) => householdId);
      const households = await this.register.lockHouseholds(tx, ids);
      let now = await this.stays.lock(tx, shelter, mode);
      const { capacity } = now;
      const at = systemClock();
      const results: RowResult[] = [];
      for (const [row, { householdId, memberIds: wanted }] of rows.entries()) {
        const result = await judge(row, async () => {
          const household = households.get(householdId) ?? refuse('household.not-found');
          const memberIds = membersOf(wanted, household.memberIds);
          const next = admit(now, memberIds.length);
          const id = newId();
          await tx.savepoint(async () => {
            const stay = { id, shelterId, emergencyId, mode, householdId, memberIds, endedAt: null };
            await this.stays.insert(tx, stay, { at, name: by.name });
          });
          now = next;
          await tx.audit({ action: 'stay.began', subject: id, mode, details: { shelterId, emergencyId, householdId } });
          const about = {
            stayId: id,
            shelterId,
            emergencyId,
            householdId,
            memberIds,
            occupied: now.occupied,
            capacity,
          };
          const began = { ...about, beganAt: at.toISOString(), checkedInBy: { accountId: by.id, name: by.name } };
          await this.outbox.add(tx, StayBeganV1, began, { mode, emergencyId });
          return id;
        });
        results.push(result);
        if ('refused' in result) {
          const details = { row, code: result.refused.code, emergencyId };
          await tx.audit({ action: 'stay.refused', subject: shelterId, mode, details });
        }
      }
      await this.stays.occupy(tx, shelterId, mode, now);
      return results;
    });
  }
}
