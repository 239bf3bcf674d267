import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import { LEDGERS, type Ledger } from '../domain/ledger';
import type { KnownCodes, LedgerRow, Member } from '../domain/ledger-row';

/** A record as its table holds it. */
export type LedgerRecord = LedgerRow & { id: string };
export type StoredMember = Member & { memberId: string };

/** Column of each property, with its type. */
const TABLES: Record<Ledger, Record<string, [column: string, type: string]>> = {
  persons: { name: ['name', 'text'], phone: ['phone', 'text'], role: ['role', 'text'] },
  zones: {
    kind: ['kind', 'text'],
    hazard: ['hazard', 'text'],
    name: ['name', 'text'],
    longitude: ['longitude', 'double precision'],
    latitude: ['latitude', 'double precision'],
    responsiblePersonId: ['responsible_person_id', 'uuid'],
    messengerId: ['messenger_id', 'uuid'],
  },
  shelters: {
    name: ['name', 'text'],
    longitude: ['longitude', 'double precision'],
    latitude: ['latitude', 'double precision'],
    capacity: ['capacity', 'integer'],
  },
  households: { zoneId: ['zone_id', 'uuid'], shelterId: ['shelter_id', 'uuid'], members: ['members', 'jsonb'] },
  teams: { name: ['name', 'text'], strength: ['strength', 'integer'], capabilities: ['capabilities', 'text[]'] },
  machines: { kind: ['kind', 'text'], teamId: ['team_id', 'uuid'] },
};

const columnsOf = (ledger: Ledger): [property: string, column: string, type: string][] => [
  ['id', 'id', 'uuid'],
  ['code', 'code', 'text'],
  ['divisionCode', 'division_code', 'text'],
  ...Object.entries(TABLES[ledger]).map(([property, [column, type]]): [string, string, string] => [
    property,
    column,
    type,
  ]),
];

const selected = (ledger: Ledger): string =>
  columnsOf(ledger)
    .map(([property, column]) => `${column} as "${property}"`)
    .join(', ');

/** The records of the ledgers, many at a time. */
@Injectable()
export class LedgerRepository {
  /** Those of these codes, locked, by code. */
  async lockByCode(tx: Transaction, ledger: Ledger, codes: string[]): Promise<Map<string, LedgerRecord>> {
    const rows = await tx.query<LedgerRecord>(
      `select ${selected(ledger)} from registry.${ledger} where code = any($1) order by code for update`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Inserts the records, or replaces those of the same id. */
  async save(tx: Transaction, ledger: Ledger, records: readonly LedgerRecord[]): Promise<void> {
    const columns = columnsOf(ledger);
    const names = columns.map(([, column]) => column);
    const shape = columns.map(([property, , type]) => `"${property}" ${type}`).join(', ');
    const from = columns.map(([property]) => `"${property}"`).join(', ');
    await tx.query(
      `insert into registry.${ledger} (${names.join(', ')})
       select ${from} from jsonb_to_recordset($1::jsonb) as r (${shape})
       on conflict (id) do update set ${names
         .filter((name) => name !== 'id')
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`,
      [JSON.stringify(records)],
    );
  }

  /** Counts the households of these zones anew. @returns the zones whose count is another one now. */
  async recountHouseholds(tx: Transaction, zoneIds: string[]): Promise<string[]> {
    const changed = await tx.query<{ id: string }>(
      `update registry.zones z set household_count = n.count from (
         select zone.id, count(h.id)::int as count from unnest($1::uuid[]) as zone(id)
           left join registry.households h on h.zone_id = zone.id group by zone.id) n
       where z.id = n.id and z.household_count <> n.count returning z.id`,
      [zoneIds],
    );
    return changed.map(({ id }) => id);
  }

  /** Zones with how many households they have. */
  zones(tx: Transaction, ids: string[]): Promise<(LedgerRecord & { householdCount: number })[]> {
    return tx.query(
      `select ${selected('zones')}, household_count as "householdCount" from registry.zones where id = any($1)`,
      [ids],
    );
  }

  /** Ids by code of all that a row of any ledger may refer to. */
  async knownCodes(tx: Transaction): Promise<KnownCodes> {
    const codes = async (ledger: Ledger): Promise<Map<string, string>> => {
      const rows = await tx.query<{ code: string; id: string }>(`select code, id from registry.${ledger}`);
      return new Map(rows.map(({ code, id }) => [code, id]));
    };
    return {
      persons: await codes('persons'),
      zones: await codes('zones'),
      shelters: await codes('shelters'),
      teams: await codes('teams'),
    };
  }

  async totals(tx: Transaction): Promise<{ ledger: Ledger; total: number }[]> {
    const counts = LEDGERS.map((ledger) => `(select count(*)::int from registry.${ledger}) as ${ledger}`);
    const [row] = await tx.query<Record<Ledger, number>>(`select ${counts.join(', ')}`);
    return LEDGERS.map((ledger) => ({ ledger, total: row![ledger] }));
  }
}
