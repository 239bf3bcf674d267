import { Injectable } from '@nestjs/common';
import type {
  EventData,
  HouseholdChangedV1,
  LedgerImportedV1,
  MachineChangedV1,
  ShelterChangedV1,
  TeamChangedV1,
  ZoneChangedV1,
} from '@libs/events';
import type { Transaction } from '@libs/persistence';
import { patchRows, type Patch, type PatchedTable } from '../persistence/patch';

/** A change of a ledger as it reaches the picture; without data where the row was erased. */
export interface LedgerChange {
  /** Event type without its version. */
  code: string;
  key: string;
  data: unknown;
}

interface Ledger {
  table: PatchedTable;
  rowOf: (data: never) => Patch;
}

const ledger = <Event>(
  name: string,
  columns: Record<string, string>,
  rowOf: (data: EventData<Event>) => Patch,
): Ledger => ({
  table: { name, columns, whole: true },
  rowOf,
});

const PLACED = {
  id: 'uuid',
  code: 'text',
  name: 'text',
  division_code: 'text',
  longitude: 'double precision',
  latitude: 'double precision',
  withdrawn: 'boolean',
};

/** Which table a change goes to. Names of persons and phone numbers never come here. */
const LEDGERS: Readonly<Record<string, Ledger>> = {
  'registry.zone-changed': ledger<typeof ZoneChangedV1>(
    'zones',
    { ...PLACED, kind: 'text', hazard: 'text', household_count: 'integer' },
    (data) => ({
      ...placed(data, data.zoneId),
      kind: data.kind,
      hazard: data.hazard,
      household_count: data.householdCount,
    }),
  ),
  'registry.household-changed': ledger<typeof HouseholdChangedV1>(
    'households',
    { id: 'uuid', zone_id: 'uuid', division_code: 'text', persons: 'integer', withdrawn: 'boolean' },
    (data) => ({
      id: data.householdId,
      zone_id: data.zoneId,
      division_code: data.divisionCode,
      persons: data.members.length,
      withdrawn: data.withdrawn,
    }),
  ),
  'registry.shelter-changed': ledger<typeof ShelterChangedV1>(
    'shelters',
    { ...PLACED, capacity: 'integer' },
    (data) => ({
      ...placed(data, data.shelterId),
      capacity: data.capacity,
    }),
  ),
  'registry.team-changed': ledger<typeof TeamChangedV1>(
    'teams',
    { id: 'uuid', code: 'text', name: 'text', division_code: 'text', strength: 'integer', withdrawn: 'boolean' },
    (data) => ({
      id: data.teamId,
      code: data.code,
      name: data.name,
      division_code: data.divisionCode,
      strength: data.strength,
      withdrawn: data.withdrawn,
    }),
  ),
  'registry.machine-changed': ledger<typeof MachineChangedV1>(
    'machines',
    { id: 'uuid', code: 'text', kind: 'text', division_code: 'text', team_id: 'uuid', withdrawn: 'boolean' },
    (data) => ({
      id: data.machineId,
      code: data.code,
      kind: data.kind,
      division_code: data.divisionCode,
      team_id: data.teamId,
      withdrawn: data.withdrawn,
    }),
  ),
  'registry.ledger-imported': ledger<typeof LedgerImportedV1>(
    'ledgers',
    { ledger: 'text', total: 'integer', imported_at: 'timestamptz' },
    (data) => ({ ledger: data.ledger, total: data.total, imported_at: data.importedAt }),
  ),
};

interface Place {
  code: string;
  name: string;
  divisionCode: string;
  position: readonly number[];
  withdrawn: boolean;
}

function placed({ code, name, divisionCode, position, withdrawn }: Place, id: string): Patch {
  return { id, code, name, division_code: divisionCode, longitude: position[0], latitude: position[1], withdrawn };
}

/** The facts that the city is made of. */
export const CITY_FACTS = Object.keys(LEDGERS);

/** Copies the ledgers, some statements per transaction whatever the number of rows. */
@Injectable()
export class CityProjection {
  /** Changes of one row come in order. One transaction at a time, so that a rebuild sees nothing half done. */
  async apply(tx: Transaction, changes: readonly LedgerChange[]): Promise<void> {
    await lockCity(tx);
    for (const [code, { table, rowOf }] of Object.entries(LEDGERS)) {
      const latest = new Map(changes.filter((change) => change.code === code).map((change) => [change.key, change]));
      const present = [...latest.values()].filter(({ data }) => data !== null);
      const erased = [...latest.values()].filter(({ data }) => data === null).map(({ key }) => key);
      await patchRows(
        tx,
        table,
        present.map(({ data }) => rowOf(data as never)),
      );
      if (erased.length > 0) await tx.query(eraseFrom(table), [erased]);
    }
  }
}

export async function lockCity(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('picture.city', 0))`);
}

function eraseFrom({ name, columns }: PatchedTable): string {
  const [key, type] = Object.entries(columns)[0]!;
  return `delete from picture.${name} where ${key} = any($1::${type}[])`;
}
