import { Injectable } from '@nestjs/common';
import { newId, type Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { Destination, MovementState } from '../domain/movement';
import type { Household } from './register.repository';

export interface Movement {
  id: string;
  orderId: string;
  householdId: string;
  zoneId: string;
  divisionCode: string;
  listedMemberIds: string[];
  memberIds: string[];
  state: MovementState;
}

export interface MovementChange {
  state: MovementState;
  memberIds: string[];
  destination?: Destination | undefined;
  shelterId?: string | undefined;
  happenedAt?: Date | undefined;
  note?: string | undefined;
  at: Date;
  byName: string;
}

export interface JoinedHousehold {
  orderId: string;
  emergencyId: string;
  mode: Mode;
  householdId: string;
  personCount: number;
}

const COLUMNS = `id, order_id as "orderId", household_id as "householdId", zone_id as "zoneId",
  division_code as "divisionCode", listed_member_ids as "listedMemberIds", member_ids as "memberIds", state`;

/** The caller has locked the order. */
@Injectable()
export class MovementRepository {
  /** How many of the households are in another open order of the mode, and in which one. */
  async taken(
    tx: Transaction,
    mode: Mode,
    householdIds: readonly string[],
  ): Promise<{ count: number; orderId: string } | undefined> {
    const rows = await tx.query<{ orderId: string }>(
      `select order_id as "orderId" from resettlement.movements where open and mode = $1 and household_id = any($2::uuid[])`,
      [mode, householdIds],
    );
    return rows[0] && { count: rows.length, orderId: rows[0].orderId };
  }

  async freeze(tx: Transaction, order: { id: string; mode: Mode }, households: readonly Household[]): Promise<void> {
    const rows = households.map((household) => ({ ...household, movementId: newId() }));
    await tx.query(
      `insert into resettlement.movements (id, order_id, household_id, zone_id, division_code, mode, listed_member_ids)
       select "movementId", $2, id, "zoneId", "divisionCode", $3, "memberIds" from jsonb_to_recordset($1::jsonb)
         as h (id uuid, "movementId" uuid, "zoneId" uuid, "divisionCode" text, "memberIds" uuid[])`,
      [JSON.stringify(rows), order.id, order.mode],
    );
  }

  /** Those of the households that belong on the list of an order in force, and are on none, join it. */
  async join(tx: Transaction, householdIds: readonly string[], at: Date): Promise<JoinedHousehold[]> {
    const due = await tx.query<JoinedHousehold & { id: string }>(
      `select o.id as "orderId", o.emergency_id as "emergencyId", o.mode, h.id as "householdId",
         cardinality(h.member_ids) as "personCount"
       from resettlement.households h
       join resettlement.orders o on o.state = 'ordered' and h.zone_id = any(o.zone_ids)
       where h.id = any($1::uuid[]) and not h.withdrawn and not exists (select 1 from resettlement.movements m
         where m.household_id = h.id and m.mode = o.mode and (m.open or m.order_id = o.id))
       order by o.id for update of o`,
      [householdIds],
    );
    // An order for the same zone that was made twice takes the household once.
    const once = [...new Map(due.map((one) => [`${one.mode} ${one.householdId}`, { ...one, id: newId() }])).values()];
    if (once.length === 0) return once;
    await tx.query(
      `insert into resettlement.movements
           (id, order_id, household_id, zone_id, division_code, mode, listed_member_ids, joined_at)
         select j.id, j."orderId", h.id, h.zone_id, h.division_code, j.mode, h.member_ids, $2
         from jsonb_to_recordset($1::jsonb) as j (id uuid, "orderId" uuid, "householdId" uuid, mode text)
         join resettlement.households h on h.id = j."householdId"`,
      [JSON.stringify(once), at],
    );
    // Not all of these orders' households are accounted for any more.
    await tx.query('update resettlement.orders set accounted_at = null where id = any($1::uuid[])', [
      once.map(({ orderId }) => orderId),
    ]);
    return once;
  }

  async ofHouseholds(tx: Transaction, orderId: string, ids: readonly string[]): Promise<Map<string, Movement>> {
    const found = await tx.query<Movement>(
      `select ${COLUMNS} from resettlement.movements where order_id = $1 and household_id = any($2::uuid[])`,
      [orderId, ids],
    );
    return new Map(found.map((movement) => [movement.householdId, movement]));
  }

  async find(tx: Transaction, orderId: string, id: string): Promise<Movement | undefined> {
    const [found] = await tx.query<Movement>(
      `select ${COLUMNS} from resettlement.movements where order_id = $1 and id = $2`,
      [orderId, id],
    );
    return found;
  }

  async change(tx: Transaction, id: string, change: MovementChange): Promise<void> {
    await tx.query(
      `update resettlement.movements set state = $2, member_ids = $3, destination = $4, shelter_id = $5, happened_at = $6,
         note = $7, changed_at = $8, changed_by_name = $9 where id = $1`,
      [
        id,
        change.state,
        change.memberIds,
        change.destination ?? null,
        change.shelterId ?? null,
        change.happenedAt ?? null,
        change.note ?? null,
        change.at,
        change.byName,
      ],
    );
  }

  /** A household has returned; where it had been stays on record. */
  async returned(tx: Transaction, id: string, at: Date, byName: string): Promise<void> {
    await tx.query(
      `update resettlement.movements set state = 'returned', changed_at = $2, changed_by_name = $3 where id = $1`,
      [id, at, byName],
    );
  }

  async counts(
    tx: Transaction,
    orderId: string,
  ): Promise<{ toMove: number; moved: number; wentAway: number; all: number }> {
    const [row] = await tx.query<{ toMove: number; moved: number; wentAway: number; all: number }>(
      `select count(*) filter (where state = 'to-move')::int as "toMove",
         count(*) filter (where state = 'moved')::int as moved,
         count(*) filter (where state in ('moved', 'returned'))::int as "wentAway", count(*)::int as all
       from resettlement.movements where order_id = $1`,
      [orderId],
    );
    return row!;
  }
}
