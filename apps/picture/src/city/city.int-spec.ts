import { HouseholdChangedV1, LedgerImportedV1, MachineChangedV1, ShelterChangedV1, TeamChangedV1 } from '@libs/events';
import { newId } from '@libs/kernel';
import { Database, migrate, UnitOfWork } from '@libs/persistence';
import { createTestDatabase } from '@libs/testing';
import { fact } from '../../../../test/picture/facts';
import { zones } from '../../../../test/picture/thread-story';
import { READ_MODEL } from '../persistence/schema';
import { City } from './city';
import { CityProjection } from './city.projection';
import { CityReader } from './city-reader.query';

let database: Database;
let city: City;
let drop: () => Promise<void>;

beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  await migrate(made.url, [{ schema: 'picture', migrations: READ_MODEL }]);
  database = await Database.open({ url: made.url });
  city = new City(new UnitOfWork(database, 'picture'), new CityProjection());
});

beforeEach(() =>
  database.query(`truncate picture.zones, picture.households, picture.shelters, picture.teams, picture.machines,
    picture.ledgers`),
);

afterAll(async () => {
  await database.close();
  await drop();
});

const figures = () =>
  new CityReader(database).city() as Promise<{ total: object; divisions: object[]; ledgers: object[] }>;

describe('the city', () => {
  it('is in figures by county, and says which ledgers are complete', async () => {
    await city.execute([
      ...zones(2),
      fact(HouseholdChangedV1, { householdId: newId() }),
      fact(ShelterChangedV1, { shelterId: newId(), capacity: 120 }),
      fact(TeamChangedV1, { teamId: newId() }),
      fact(MachineChangedV1, { machineId: newId() }),
      fact(LedgerImportedV1, { ledger: 'zones', total: 2 }),
      fact(LedgerImportedV1, { ledger: 'teams', total: 2 }),
    ]);
    const { total, ledgers } = await figures();

    expect(total).toMatchObject({ households: 1, shelters: 1, shelterCapacity: 120, teams: 1, machines: 1 });
    expect(ledgers).toEqual(
      expect.arrayContaining([
        { ledger: 'zones', here: 2, total: 2, complete: true },
        { ledger: 'teams', here: 1, total: 2, complete: false },
        { ledger: 'shelters', here: 1, total: null, complete: false },
      ]),
    );
  });

  it('takes the last change of a row, leaves out what was withdrawn, and forgets what was erased', async () => {
    const shelterId = newId();
    const shelter = (change: object) => fact(ShelterChangedV1, { shelterId, capacity: 10, ...change });
    await city.execute([shelter({}), shelter({ capacity: 30 })]);
    expect((await figures()).total).toMatchObject({ shelters: 1, shelterCapacity: 30 });

    await city.execute([shelter({ withdrawn: true })]);
    expect((await figures()).total).toMatchObject({ shelters: 0 });

    await city.execute([shelter({}), { code: 'registry.shelter-changed', key: shelterId, data: null }]);
    expect(await database.query('select 1 from picture.shelters')).toEqual([]);
  });

  it('takes thirteen thousand rows within seconds', async () => {
    const rows = Array.from({ length: 13_000 }, () => fact(HouseholdChangedV1, { householdId: newId() }));
    const began = performance.now();
    for (let from = 0; from < rows.length; from += 200) await city.execute(rows.slice(from, from + 200));

    expect(performance.now() - began).toBeLessThan(20_000);
    expect((await figures()).total).toMatchObject({ households: 13_000 });
  });

  it('gives the map every zone and shelter, shared by all who ask, with the evacuation of a zone per mode', async () => {
    const [zone, other] = zones(2) as unknown as [{ data: { zoneId: string } }, { data: { zoneId: string } }];
    await city.execute([zone, other] as never);
    await database.query(
      `insert into picture.orders (id, emergency_id, mode, zone_ids, proposed_at, ordered_at)
       values ($1, $1, 'exercise', array[$2::uuid], now(), now())`,
      [newId(), zone.data.zoneId],
    );
    const reader = new CityReader(database);
    const [first, again] = [await reader.layers(), await reader.layers()];
    const layers = JSON.parse(first.data) as { zones: [string, number, number, string, unknown][] };

    expect(again).toBe(first);
    expect(Object.fromEntries(layers.zones.map(([id, , , , state]) => [id, state]))).toEqual({
      [zone.data.zoneId]: { exercise: 'ordered' },
      [other.data.zoneId]: null,
    });
  });
});
