import { Injectable } from '@nestjs/common';
import { HouseholdRelocatedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { membersOf } from '../domain/movement';
import { refuse } from '../domain/refusals';
import { judge, type RowResult } from '../domain/sheet';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { PlacementRepository, type Placement, type Placing } from '../persistence/placement.repository';
import { RegisterRepository } from '../persistence/register.repository';

export type { RowResult };

export interface PlacementRow {
  householdId: string;
  memberIds?: string[] | undefined;
  placement: Placing;
  shelterId?: string | undefined;
  happenedAt?: Date | undefined;
  reason: string;
}

/** Households are placed away from home (紧急转移安置), each for its reason. */
@Injectable()
export class RecordPlacements {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly register: RegisterRepository,
    private readonly placements: PlacementRepository,
  ) {}

  execute({ emergencyId, rows }: { emergencyId: string; rows: PlacementRow[] }, by: Account): Promise<RowResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const { mode } = await this.emergencies.hold(tx, emergencyId);
      const ids = rows.map(({ householdId }) => householdId);
      const households = await this.register.lockHouseholds(tx, ids);
      const results: RowResult[] = [];
      for (const [row, { householdId, shelterId, happenedAt, ...given }] of rows.entries()) {
        const result = await judge(row, async () => {
          const household = households.get(householdId) ?? refuse('household.not-found');
          requireDivision(by, household.divisionCode);
          const placed: Placement = {
            ...given,
            id: newId(),
            emergencyId,
            mode,
            householdId,
            divisionCode: household.divisionCode,
            memberIds: membersOf(given.memberIds, household.memberIds),
            shelterId: shelterId ?? null,
            happenedAt: happenedAt ?? null,
            endedAt: null,
          };
          await this.place(tx, placed, by);
          return placed.id;
        });
        results.push(result);
        if ('refused' in result) {
          const details = { row, code: result.refused.code };
          await tx.audit({ action: 'placement.refused', subject: emergencyId, mode, details });
        }
      }
      return results;
    });
  }

  private async place(tx: Transaction, placed: Placement, by: Account): Promise<void> {
    const { id: placementId, emergencyId, mode, householdId, shelterId, happenedAt, reason } = placed;
    const at = systemClock();
    await tx.savepoint(() => this.placements.insert(tx, placed, { at, name: by.name }));
    const details = { emergencyId, householdId };
    await tx.audit({ action: 'placement.recorded', subject: placementId, reason, mode, details });
    const relocated = {
      placementId,
      emergencyId,
      householdId,
      memberIds: placed.memberIds,
      divisionCode: placed.divisionCode,
      placement: placed.placement,
      ...(shelterId ? { shelterId } : {}),
      ...(happenedAt ? { happenedAt: happenedAt.toISOString() } : {}),
      relocatedAt: at.toISOString(),
      reportedBy: { accountId: by.id, name: by.name },
      reason,
    };
    await this.outbox.add(tx, HouseholdRelocatedV1, relocated, { mode, emergencyId });
  }
}
