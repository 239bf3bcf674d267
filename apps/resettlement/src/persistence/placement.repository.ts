import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { refuse } from '../domain/refusals';

export type Placing = 'centralised' | 'kin' | 'rented' | 'borrowed' | 'tent';
export type PlacementEnd = 'home' | 'elsewhere' | 'recorded-in-error';

export interface Placement {
  id: string;
  emergencyId: string;
  mode: Mode;
  householdId: string;
  divisionCode: string;
  memberIds: string[];
  placement: Placing;
  shelterId: string | null;
  happenedAt: Date | null;
  reason: string;
  endedAt: Date | null;
}

const COLUMNS = `id, emergency_id as "emergencyId", mode, household_id as "householdId", division_code as "divisionCode",
  member_ids as "memberIds", placement, shelter_id as "shelterId", happened_at as "happenedAt", reason,
  ended_at as "endedAt"`;

@Injectable()
export class PlacementRepository {
  /** Refuses `placement.already-placed`; the caller undoes what it did under a savepoint. */
  async insert(tx: Transaction, placement: Placement, by: { at: Date; name: string }): Promise<void> {
    const { id, emergencyId, mode, householdId, divisionCode, memberIds } = placement;
    await tx.query(
      `insert into resettlement.placements (id, emergency_id, mode, household_id, division_code, member_ids, placement,
         shelter_id, happened_at, reason, relocated_at, relocated_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        emergencyId,
        mode,
        householdId,
        divisionCode,
        memberIds,
        placement.placement,
        placement.shelterId,
        placement.happenedAt,
        placement.reason,
        by.at,
        by.name,
      ],
    );
    const inserted = await tx.query(
      `insert into resettlement.placement_members (placement_id, member_id, emergency_id)
       select $1, unnest($2::uuid[]), $3 on conflict do nothing returning 1`,
      [id, memberIds, emergencyId],
    );
    if (inserted.length < memberIds.length) refuse('placement.already-placed');
  }

  /** Those of the placements that exist: nobody else ends them until the transaction ends. */
  async lockAll(tx: Transaction, ids: readonly string[]): Promise<void> {
    const text = 'select 1 from resettlement.placements where id = any($1::uuid[]) order by id for update';
    await tx.query(text, [ids]);
  }

  /** Refuses `placement.not-found`, `placement.ended`. */
  async lock(tx: Transaction, id: string): Promise<Placement> {
    const text = `select ${COLUMNS} from resettlement.placements where id = $1 for update`;
    const [found] = await tx.query<Placement>(text, [id]);
    if (!found) return refuse('placement.not-found');
    if (found.endedAt) refuse('placement.ended');
    return found;
  }

  lockOpen(tx: Transaction, emergencyId: string): Promise<Placement[]> {
    return tx.query(
      `select ${COLUMNS} from resettlement.placements where emergency_id = $1 and ended_at is null order by id for update`,
      [emergencyId],
    );
  }

  async end(tx: Transaction, id: string, end: { how: PlacementEnd; at: Date; reason: string }): Promise<void> {
    await tx.query('update resettlement.placements set how = $2, ended_at = $3, end_reason = $4 where id = $1', [
      id,
      end.how,
      end.at,
      end.reason,
    ]);
    await tx.query('update resettlement.placement_members set open = false where placement_id = $1', [id]);
  }
}
