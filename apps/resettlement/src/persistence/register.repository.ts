import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import type { ZoneHere } from '../domain/order';

export interface Zone {
  id: string;
  divisionCode: string;
  householdCount: number;
  withdrawn: boolean;
}
export interface Household {
  id: string;
  zoneId: string;
  divisionCode: string;
  memberIds: string[];
  shelterId?: string | undefined;
  withdrawn: boolean;
}
export interface Shelter {
  id: string;
  code: string;
  name: string;
  divisionCode: string;
  capacity: number;
  withdrawn: boolean;
}

/** The ledgers of which resettlement keeps a copy. */
export const KEPT_LEDGERS = ['households', 'shelters', 'zones'] as const;
export type KeptLedger = (typeof KEPT_LEDGERS)[number];

const HOUSEHOLDS = `select id, zone_id as "zoneId", division_code as "divisionCode", member_ids as "memberIds", withdrawn
  from resettlement.households`;

/** Copies of the register's master data, and what it said that its ledgers hold. */
@Injectable()
export class RegisterRepository {
  /** Until the transaction ends, no list is frozen and no household comes or goes: none falls between the two. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('resettlement:register', 0))`);
  }

  /** Each id at most once. */
  async keepZones(tx: Transaction, zones: Zone[]): Promise<void> {
    if (zones.length === 0) return;
    await tx.query(
      `insert into resettlement.zones (id, division_code, household_count, withdrawn)
       select id, "divisionCode", "householdCount", withdrawn from jsonb_to_recordset($1::jsonb)
         as z (id uuid, "divisionCode" text, "householdCount" int, withdrawn boolean)
       on conflict (id) do update set division_code = excluded.division_code,
         household_count = excluded.household_count, withdrawn = excluded.withdrawn`,
      [JSON.stringify(zones)],
    );
  }

  /** Each id at most once. */
  async keepHouseholds(tx: Transaction, households: Household[]): Promise<void> {
    if (households.length === 0) return;
    await tx.query(
      `insert into resettlement.households (id, zone_id, division_code, member_ids, shelter_id, withdrawn)
       select id, "zoneId", "divisionCode", "memberIds", "shelterId", withdrawn from jsonb_to_recordset($1::jsonb)
         as h (id uuid, "zoneId" uuid, "divisionCode" text, "memberIds" uuid[], "shelterId" uuid, withdrawn boolean)
       order by id
       on conflict (id) do update set zone_id = excluded.zone_id, division_code = excluded.division_code,
         member_ids = excluded.member_ids, shelter_id = excluded.shelter_id, withdrawn = excluded.withdrawn`,
      [JSON.stringify(households)],
    );
  }

  /** Each id at most once. A shelter that takes fewer than it holds keeps them, and takes nobody else. */
  async keepShelters(tx: Transaction, shelters: Shelter[]): Promise<void> {
    if (shelters.length === 0) return;
    await tx.query(
      `insert into resettlement.shelters (id, code, name, division_code, capacity, withdrawn)
       select id, code, name, "divisionCode", capacity, withdrawn from jsonb_to_recordset($1::jsonb)
         as s (id uuid, code text, name text, "divisionCode" text, capacity int, withdrawn boolean)
       on conflict (id) do update set code = excluded.code, name = excluded.name,
         division_code = excluded.division_code, capacity = excluded.capacity, withdrawn = excluded.withdrawn`,
      [JSON.stringify(shelters)],
    );
    await tx.query(
      `with held as (select shelter_id, mode, occupied from resettlement.shelter_occupancy
         where shelter_id = any($1::uuid[]) order by shelter_id, mode for update)
       update resettlement.shelter_occupancy o set capacity = greatest(s.capacity, held.occupied)
       from held join resettlement.shelters s on s.id = held.shelter_id
       where o.shelter_id = held.shelter_id and o.mode = held.mode`,
      [shelters.map(({ id }) => id)],
    );
  }

  /** Each ledger at most once. */
  async keepLedgers(tx: Transaction, ledgers: { ledger: string; total: number }[]): Promise<void> {
    if (ledgers.length === 0) return;
    await tx.query(
      `insert into resettlement.ledgers (ledger, total)
       select ledger, total from jsonb_to_recordset($1::jsonb) as l (ledger text, total int)
       on conflict (ledger) do update set total = excluded.total`,
      [JSON.stringify(ledgers)],
    );
  }

  async forget(tx: Transaction, table: KeptLedger, ids: string[]): Promise<void> {
    if (ids.length > 0) await tx.query(`delete from resettlement.${table} where id = any($1::uuid[])`, [ids]);
  }

  /** Those of the zones that are known, with what of them has arrived. */
  zonesHere(tx: Transaction, ids: readonly string[]): Promise<(ZoneHere & { divisionCode: string })[]> {
    return tx.query(
      `select z.id as "zoneId", z.division_code as "divisionCode", z.withdrawn, z.household_count as expected,
         (select count(*)::int from resettlement.households h where h.zone_id = z.id and not h.withdrawn) as here
       from resettlement.zones z where z.id = any($1::uuid[]) order by z.id`,
      [ids],
    );
  }

  householdsOf(tx: Transaction, zoneIds: readonly string[]): Promise<Household[]> {
    return tx.query(`${HOUSEHOLDS} where zone_id = any($1::uuid[]) and not withdrawn order by id`, [zoneIds]);
  }

  async households(tx: Transaction, ids: readonly string[]): Promise<Map<string, Household>> {
    const found = await tx.query<Household>(`${HOUSEHOLDS} where id = any($1::uuid[])`, [ids]);
    return new Map(found.map((household) => [household.id, household]));
  }

  /** Nobody else checks their members in or places them until the transaction ends. */
  async lockHouseholds(tx: Transaction, ids: readonly string[]): Promise<Map<string, Household>> {
    const text = `${HOUSEHOLDS} where id = any($1::uuid[]) order by id for no key update`;
    const found = await tx.query<Household>(text, [ids]);
    return new Map(found.map((household) => [household.id, household]));
  }

  async shelter(tx: Transaction, id: string): Promise<Shelter | undefined> {
    const [found] = await tx.query<Shelter>(
      `select id, code, name, division_code as "divisionCode", capacity, withdrawn from resettlement.shelters where id = $1`,
      [id],
    );
    return found;
  }
}
