import { createTestDatabase, eventually, type TestDatabase } from '@libs/testing';
import { Database } from './database';
import { DatabaseInUse, Occupancy, type Occupant } from './occupancy';

let made: TestDatabase;
let database: Database;
const taken: Occupancy[] = [];
beforeEach(async () => {
  made = await createTestDatabase();
  database = await Database.open({ url: made.url });
});
afterEach(async () => {
  for (const occupancy of taken.splice(0)) await occupancy.release();
  await database.close();
  await made.drop();
});

const take = async (occupant: Occupant, onLost?: (error: DatabaseInUse) => void): Promise<Occupancy> => {
  const occupancy = await Occupancy.take(made.url, occupant, { patienceMs: 0, ...(onLost ? { onLost } : {}) });
  taken.push(occupancy);
  return occupancy;
};
/** As the restart of a server does; of this database only, others run beside it. */
const endSessions = (occupant: Occupant) =>
  database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = $1 and datname = current_database()`,
    [`fenghuo ${occupant}`],
  );
/** The sessions that hold a claim on this database, or wait for one. */
const sessions = async (how: 'hold' | 'wait'): Promise<number[]> => {
  const rows = await database.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and granted = $1
       and database = (select oid from pg_database where datname = current_database())`,
    [how === 'hold'],
  );
  return rows.map(({ pid }) => pid);
};

describe('a database', () => {
  it('is shared by the services of a cluster, and with nobody by a standalone', async () => {
    await take('service');
    await take('service');
    await expect(take('standalone')).rejects.toThrow(DatabaseInUse);

    for (const occupancy of taken.splice(0)) await occupancy.release();
    await eventually(() => take('standalone'));
    await expect(take('standalone')).rejects.toThrow('fenghuo standalone');
    await expect(take('service')).rejects.toMatchObject({
      text: { 'zh-CN': expect.stringContaining('另一套烽火') },
    });
  });

  it('has one launcher beside its services', async () => {
    await take('service');
    await take('launcher');

    await expect(take('launcher')).rejects.toThrow('fenghuo launcher');
  });

  it('is taken again when the connection was lost, and given up to who has it meanwhile', async () => {
    let lost: DatabaseInUse | undefined;
    await take('standalone', (error) => (lost = error));
    const before = await sessions('hold');
    await endSessions('standalone');
    // A session that was ended may be seen for a while.
    await eventually(async () => {
      const now = await sessions('hold');
      expect(now).toHaveLength(1);
      expect(now).not.toEqual(before);
    });
    await expect(take('service')).rejects.toThrow(DatabaseInUse);

    const next = await database.session();
    const waiting = next.query(`select pg_advisory_lock(hashtextextended('fenghuo.product', 0))`);
    await eventually(async () => expect(await sessions('wait')).toHaveLength(1));
    await endSessions('standalone');
    await waiting;
    await eventually(() => expect(lost).toBeInstanceOf(DatabaseInUse));
    await next.end();
  });
});
