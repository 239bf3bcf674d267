import { demonstrationCity, type City } from './city';

export type Ledger = 'persons' | 'zones' | 'shelters' | 'households' | 'teams' | 'machines';

/** One ledger as the registry's import takes it. */
export interface LedgerFile {
  ledger: Ledger;
  /** Rows without the header. */
  rows: number;
  /** CSV, UTF-8. */
  content: Buffer;
}

type Cell = string | number;

/** The ledgers of the demonstration city in the order in which one refers to the one before. */
export function ledgerFiles(city: City = demonstrationCity()): LedgerFile[] {
  return [
    file(
      'persons',
      ['code', 'name', 'phone', 'role', 'division'],
      city.persons.map(({ code, name, phone, role, division }) => [code, name, phone, role, division]),
    ),
    file(
      'zones',
      ['code', 'kind', 'hazard', 'name', 'division', 'longitude', 'latitude', 'responsible_code', 'messenger_code'],
      city.zones.map(({ code, kind, hazard, name, division, position, responsible, messenger }) => [
        ...[code, kind, hazard, name, division],
        ...position,
        ...[responsible, messenger],
      ]),
    ),
    file(
      'shelters',
      ['code', 'name', 'division', 'longitude', 'latitude', 'capacity'],
      city.shelters.map(({ code, name, division, position, capacity }) => [
        code,
        name,
        division,
        ...position,
        capacity,
      ]),
    ),
    file(
      'households',
      ['code', 'zone_code', 'division', 'shelter_code', 'head_name', 'members'],
      city.households.map(({ code, zone, division, shelter, members }) => [
        ...[code, zone, division, shelter, members[0]!.name],
        members.map(({ name, needs }) => (needs.length > 0 ? `${name}/${needs.join('+')}` : name)).join(';'),
      ]),
    ),
    file(
      'teams',
      ['code', 'name', 'division', 'strength', 'capabilities'],
      city.teams.map(({ code, name, division, strength, capabilities }) => [
        ...[code, name, division],
        strength,
        capabilities.join(';'),
      ]),
    ),
    file(
      'machines',
      ['code', 'kind', 'division', 'team_code'],
      city.machines.map(({ code, kind, division, team }) => [code, kind, division, team]),
    ),
  ];
}

function file(ledger: Ledger, header: string[], rows: Cell[][]): LedgerFile {
  const text = [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\n`).join('');
  return { ledger, rows: rows.length, content: Buffer.from(text) };
}

const cellOf = (cell: Cell): string =>
  /[",\n]/.test(String(cell)) ? `"${String(cell).replace(/"/g, '""')}"` : String(cell);
