import { Injectable } from '@nestjs/common';
import { StayEndedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { leave } from '../domain/occupancy';
import { refuse } from '../domain/refusals';
import { judge, type RowResult } from '../domain/sheet';
import { RegisterRepository } from '../persistence/register.repository';
import { StayRepository } from '../persistence/stay.repository';

export type { RowResult };

export interface Leaving {
  /** Where it is known; a stay elsewhere is not found then. */
  shelterId?: string;
  stayIds: string[];
  reason: string;
}

/** Households leave a shelter. */
@Injectable()
export class CheckOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly register: RegisterRepository,
    private readonly stays: StayRepository,
  ) {}

  execute({ shelterId, stayIds, reason }: Leaving, by: Account): Promise<RowResult[]> {
    return this.unitOfWork.run(async (tx) => {
      await this.stays.lockOf(tx, stayIds);
      const results: RowResult[] = [];
      for (const [row, id] of stayIds.entries()) {
        const result = await judge(row, () => this.end(tx, id, shelterId, reason, by));
        results.push(result);
        if ('refused' in result)
          await tx.audit({ action: 'stay.end-refused', subject: id, details: { row, code: result.refused.code } });
      }
      return results;
    });
  }

  private async end(tx: Transaction, id: string, at: string | undefined, reason: string, by: Account): Promise<string> {
    const found = await this.stays.find(tx, id);
    if (!found || (at && found.shelterId !== at)) return refuse('stay.not-found');
    const { shelterId, emergencyId, householdId, mode, memberIds } = found;
    const shelter = await this.register.shelter(tx, shelterId);
    if (shelter) requireDivision(by, shelter.divisionCode);
    const now = await this.stays.lock(tx, shelter ?? { id: shelterId, capacity: 0 }, mode);
    // Somebody else may have ended it while we waited for the shelter.
    if ((await this.stays.find(tx, id))?.endedAt) refuse('stay.ended');
    const next = leave(now, memberIds.length);
    const endedAt = systemClock();
    await this.stays.end(tx, id, { at: endedAt, name: by.name, reason });
    await this.stays.occupy(tx, shelterId, mode, next);
    await tx.audit({ action: 'stay.ended', subject: id, reason, mode, details: { shelterId, emergencyId } });
    const about = { stayId: id, shelterId, emergencyId, householdId, occupied: next.occupied, reason };
    const ended = { ...about, endedAt: endedAt.toISOString(), checkedOutBy: { accountId: by.id, name: by.name } };
    await this.outbox.add(tx, StayEndedV1, ended, { mode, emergencyId });
    return id;
  }
}
