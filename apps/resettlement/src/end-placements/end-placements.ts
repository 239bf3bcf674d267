import { Injectable } from '@nestjs/common';
import { RelocationEndedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { judge, type RowResult } from '../domain/sheet';
import { PlacementRepository, type PlacementEnd } from '../persistence/placement.repository';

export type { PlacementEnd, RowResult };

/** Households go home or elsewhere, or had been recorded in error. */
@Injectable()
export class EndPlacements {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly placements: PlacementRepository,
  ) {}

  execute(command: { placementIds: string[]; how: PlacementEnd; reason: string }, by: Account): Promise<RowResult[]> {
    const { placementIds, how, reason } = command;
    return this.unitOfWork.run(async (tx) => {
      await this.placements.lockAll(tx, placementIds);
      const results: RowResult[] = [];
      for (const [row, id] of placementIds.entries()) {
        const result = await judge(row, () => this.end(tx, id, how, reason, by));
        results.push(result);
        if ('refused' in result)
          await tx.audit({ action: 'placement.end-refused', subject: id, details: { row, code: result.refused.code } });
      }
      return results;
    });
  }

  private async end(tx: Transaction, id: string, how: PlacementEnd, reason: string, by: Account): Promise<string> {
    const { emergencyId, mode, householdId, divisionCode } = await this.placements.lock(tx, id);
    requireDivision(by, divisionCode);
    const at = systemClock();
    await this.placements.end(tx, id, { how, at, reason });
    await tx.audit({ action: 'placement.ended', subject: id, reason, mode, details: { emergencyId, how } });
    const about = { placementId: id, emergencyId, householdId, how, reason };
    const ended = { ...about, endedAt: at.toISOString(), endedBy: { accountId: by.id, name: by.name } };
    await this.outbox.add(tx, RelocationEndedV1, ended, { mode, emergencyId });
    return id;
  }
}
