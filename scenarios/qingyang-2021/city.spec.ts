import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CITY_SIZE, demonstrationCity } from './city';
import { INVENTED } from './invented-names';
import { ledgerFiles, type LedgerFile } from './ledger-files';
import { Places } from './places';
import { Chance, shares } from './chance';
import { townshipsOfQingyang } from './townships';

interface SourceFigures {
  ledgers: { zonesAndPoints: number; households: number; persons: number; shelters: number };
  flood: Record<'evacuated' | 'relocated' | 'machineTrips' | 'rescuers', { value: number }>;
}

const source = JSON.parse(readFileSync(join(__dirname, 'source-figures.json'), 'utf8')) as SourceFigures;
const city = demonstrationCity();
const townships = townshipsOfQingyang();
const sum = (numbers: number[]): number => numbers.reduce((all, number) => all + number, 0);
const codesOf = (rows: { code: string }[]): Set<string> => new Set(rows.map(({ code }) => code));

describe('the demonstration city', () => {
  it('has exactly the danger zones and points, households, persons and shelters of the source', () => {
    const members = sum(city.households.map((household) => household.members.length));

    expect({
      zonesAndPoints: city.zones.length,
      households: city.households.length,
      persons: members,
      shelters: city.shelters.length,
    }).toEqual(source.ledgers);
    expect(CITY_SIZE.zones).toBe(source.ledgers.zonesAndPoints);
  });

  it('is the same on every call', () => {
    const texts = (files: LedgerFile[]): string => files.map(({ content }) => String(content)).join('');

    expect(texts(ledgerFiles(demonstrationCity())) === texts(ledgerFiles(city))).toBe(true);
  });

  it('has rows in all townships of the eight counties, and in no other division', () => {
    const real = codesOf(townships);
    const used = [...city.zones, ...city.shelters, ...city.households, ...city.persons].map(({ division }) => division);

    expect(new Set(used)).toEqual(real);
    expect([...new Set(townships.map(({ county }) => county))]).toEqual(
      ['02', '21', '22', '23', '24', '25', '26', '27'].map((county) => `6210${county}`),
    );
  });

  it('gives every zone a responsible person, a messenger and a household, each person once', () => {
    const persons = new Map(city.persons.map((person) => [person.code, person.role]));
    const inhabited = new Set(city.households.map(({ zone }) => zone));

    expect(
      city.zones.filter(
        ({ code, responsible, messenger }) =>
          persons.get(responsible) !== 'responsible' || persons.get(messenger) !== 'messenger' || !inhabited.has(code),
      ),
    ).toEqual([]);
    expect(persons.size).toBe(2 * city.zones.length);
    expect(new Set(city.persons.map(({ phone }) => phone)).size).toBe(city.persons.length);
  });

  it('gives every household a zone and a planned shelter in its own township', () => {
    const zones = new Map(city.zones.map((zone) => [zone.code, zone]));
    const shelters = new Map(city.shelters.map((shelter) => [shelter.code, shelter]));

    expect(
      city.households.filter(
        ({ zone, shelter, division }) =>
          zones.get(zone)?.division !== division || shelters.get(shelter)?.division !== division,
      ),
    ).toEqual([]);
  });

  it('plans no shelter for more persons than it takes', () => {
    const planned = new Map<string, number>();
    for (const { shelter, members } of city.households)
      planned.set(shelter, (planned.get(shelter) ?? 0) + members.length);

    expect(city.shelters.filter(({ code, capacity }) => (planned.get(code) ?? 0) > capacity)).toEqual([]);
    expect(sum(city.shelters.map(({ capacity }) => capacity))).toBeGreaterThan(source.ledgers.persons);
  });

  it('has no row that is more than one hundredth of a figure of the story', () => {
    const household = Math.max(...city.households.map(({ members }) => members.length));
    const team = Math.max(...city.teams.map(({ strength }) => strength));

    expect(household).toBeLessThanOrEqual(Math.min(source.flood.evacuated.value, source.flood.relocated.value) / 100);
    expect(team).toBeLessThanOrEqual(source.flood.rescuers.value / 100);
    expect(sum(city.teams.map(({ strength }) => strength))).toBe(source.flood.rescuers.value);
  });

  it('lies inside its counties', () => {
    const places = new Places(new Chance(1));

    expect(
      [...city.zones, ...city.shelters].filter(
        ({ division, position }) => !places.isIn(division.slice(0, 6), position),
      ),
    ).toEqual([]);
  });

  it('marks every invented person as such', () => {
    const names = [...city.persons, ...city.households.flatMap(({ members }) => members)].map(({ name }) => name);

    expect(names.filter((name) => !name.startsWith(INVENTED))).toEqual([]);
  });

  it('has codes that are unique in their ledger, and machines that belong to a team', () => {
    const teams = codesOf(city.teams);

    for (const rows of Object.values(city) as { code: string }[][]) expect(codesOf(rows).size).toBe(rows.length);
    expect(city.machines.filter(({ team }) => !teams.has(team))).toEqual([]);
  });
});

describe('the ledger files', () => {
  it('read back as the rows of the city, in the order in which they refer to each other', () => {
    const files = ledgerFiles(city);

    expect(files.map(({ ledger }) => ledger)).toEqual([
      ...['persons', 'zones', 'shelters', 'households', 'teams', 'machines'],
    ]);
    for (const { content, rows, ledger } of files) {
      const read = parse(content, { columns: true }) as Record<string, string>[];
      expect(read).toHaveLength(rows);
      expect(read.map(({ code }) => code)).toEqual(city[ledger].map(({ code }) => code));
    }
  });

  it('write the members of a household with the head first and needs behind a stroke', () => {
    const { content } = ledgerFiles(city).find(({ ledger }) => ledger === 'households')!;
    const [first] = parse(content, { columns: true }) as Record<string, string>[];
    const names = first!.members!.split(';').map((member) => member.split('/')[0]);

    expect(names[0]).toBe(first!.head_name);
    expect(names).toEqual(city.households[0]!.members.map(({ name }) => name));
  });
});

describe('shares of a total', () => {
  it('are whole, in proportion, and exactly the total', () => {
    expect(shares(10, [1, 1, 1], 0)).toEqual([4, 3, 3]);
    expect(shares(10, [8, 1, 1], 1)).toEqual([6, 2, 2]);
    expect(() => shares(2, [1, 1, 1], 1)).toThrow('too few');
  });
});
