import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { heldCapacity, type Occupancy } from '../domain/occupancy';
import { refuse } from '../domain/refusals';
import type { Shelter } from './register.repository';

export interface Stay {
  id: string;
  shelterId: string;
  emergencyId: string;
  mode: Mode;
  householdId: string;
  memberIds: string[];
  endedAt: Date | null;
}

const COLUMNS = `id, shelter_id as "shelterId", emergency_id as "emergencyId", mode, household_id as "householdId",
  member_ids as "memberIds", ended_at as "endedAt"`;

/** Who is in which shelter. The caller has locked the shelter's occupancy before it changes a stay. */
@Injectable()
export class StayRepository {
  /** How full a shelter is in this mode: nobody else comes or goes until the transaction ends. */
  async lock(tx: Transaction, shelter: Pick<Shelter, 'id' | 'capacity'>, mode: Mode): Promise<Occupancy> {
    await tx.query(
      `insert into resettlement.shelter_occupancy (shelter_id, mode, occupied, capacity) values ($1, $2, 0, $3)
       on conflict do nothing`,
      [shelter.id, mode, shelter.capacity],
    );
    const [row] = await tx.query<{ occupied: number; capacity: number }>(
      `select o.occupied, coalesce(s.capacity, o.capacity) as capacity from resettlement.shelter_occupancy o
       left join resettlement.shelters s on s.id = o.shelter_id where o.shelter_id = $1 and o.mode = $2 for update of o`,
      [shelter.id, mode],
    );
    return row!;
  }

  /** Nobody else comes to or goes from the shelters of the stays, each in the stay's mode. */
  async lockOf(tx: Transaction, stayIds: readonly string[]): Promise<void> {
    await tx.query(
      `select 1 from resettlement.shelter_occupancy where (shelter_id, mode) in
         (select shelter_id, mode from resettlement.stays where id = any($1::uuid[]))
       order by shelter_id, mode for update`,
      [stayIds],
    );
  }

  async occupy(tx: Transaction, shelterId: string, mode: Mode, now: Occupancy): Promise<void> {
    await tx.query(
      'update resettlement.shelter_occupancy set occupied = $3, capacity = $4 where shelter_id = $1 and mode = $2',
      [shelterId, mode, now.occupied, heldCapacity(now)],
    );
  }

  /** Refuses `stay.already-checked-in`; the caller undoes what it did under a savepoint. */
  async insert(tx: Transaction, stay: Stay, by: { at: Date; name: string }): Promise<void> {
    await tx.query(
      `insert into resettlement.stays (id, shelter_id, emergency_id, mode, household_id, member_ids, began_at, began_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [stay.id, stay.shelterId, stay.emergencyId, stay.mode, stay.householdId, stay.memberIds, by.at, by.name],
    );
    // Waits for whoever checks the same person in elsewhere.
    const inserted = await tx.query(
      `insert into resettlement.stay_members (stay_id, member_id, mode) select $1, unnest($2::uuid[]), $3
       on conflict do nothing returning 1`,
      [stay.id, stay.memberIds, stay.mode],
    );
    if (inserted.length < stay.memberIds.length) refuse('stay.already-checked-in');
  }

  async find(tx: Transaction, id: string): Promise<Stay | undefined> {
    const [found] = await tx.query<Stay>(`select ${COLUMNS} from resettlement.stays where id = $1`, [id]);
    return found;
  }

  openOf(tx: Transaction, emergencyId: string): Promise<Stay[]> {
    return tx.query(
      `select ${COLUMNS} from resettlement.stays where emergency_id = $1 and ended_at is null order by shelter_id, id`,
      [emergencyId],
    );
  }

  async end(tx: Transaction, id: string, by: { at: Date; name: string; reason: string }): Promise<void> {
    await tx.query('update resettlement.stays set ended_at = $2, ended_by_name = $3, end_reason = $4 where id = $1', [
      id,
      by.at,
      by.name,
      by.reason,
    ]);
    await tx.query('update resettlement.stay_members set open = false where stay_id = $1', [id]);
  }
}
