import { EntitySchema } from 'typeorm';
import { createTestDatabase, eventually, type TestDatabase } from '@libs/testing';
import {
  createAuditTables,
  Database,
  DeadlineExceeded,
  migrate,
  NoConnection,
  NotCommitted,
  readPersistenceConfig,
  UnitOfWork,
  type Transaction,
} from '.';

class NotesTables1763900000000 {
  name = 'NotesTables1763900000000';
  async up(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await queryRunner.query('create table notes (id integer primary key, text text not null)');
    await createAuditTables(queryRunner);
  }
  async down(): Promise<void> {}
}

interface Note {
  id: number;
  text: string;
}
const NoteEntity = new EntitySchema<Note>({
  name: 'note',
  tableName: 'notes',
  schema: 'first',
  columns: { id: { type: 'integer', primary: true }, text: { type: 'text' } },
});

interface PoolCounts {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}
const poolOf = (of: Database) => (of.dataSource.driver as unknown as { master: PoolCounts }).master;

let testDatabase: TestDatabase;
let database: Database;
/** Watches and disturbs from outside of the pool. */
let outside: Database;
let first: UnitOfWork;
let second: UnitOfWork;
const IMPATIENT = { ...readPersistenceConfig({}), idleInTransactionMs: 150, acquireTimeoutMs: 300, poolSize: 2 };
let impatient: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  await migrate(
    url,
    ['first', 'second'].map((schema) => ({ schema, migrations: [NotesTables1763900000000] })),
  );
  database = await Database.open({
    url,
    entities: [NoteEntity],
    config: { ...readPersistenceConfig({}), poolSize: 4 },
  });
  outside = await Database.open({ url });
  impatient = await Database.open({ url, config: IMPATIENT });
  first = new UnitOfWork(database, 'first');
  second = new UnitOfWork(database, 'second');
});
afterAll(async () => {
  await Promise.all([database, outside, impatient].map((one) => one.close()));
  await testDatabase.drop();
});
beforeEach(() =>
  outside.query(
    `truncate first.notes, second.notes; delete from first.audit_unsealed; delete from second.audit_unsealed`,
  ),
);

const note = (tx: Transaction, id: number) =>
  tx.query(`insert into "${tx.service}".notes values ($1, 'n')`, [id]).then(() => undefined);
const notes = async (service = 'first') =>
  (await outside.query<{ id: number }>(`select id from ${service}.notes order by id`)).map(({ id }) => id);
/** Subjects of what has been audited since the test began. */
const audited = async (service = 'first') =>
  (
    await outside.query<{ subject: string }>(
      `select subject from ${service}.audit_unsealed join ${service}.audit_log using (seq) order by seq`,
    )
  ).map(({ subject }) => subject);
const pid = async (tx: Transaction) => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid;
const isGone = async (backend: number) =>
  (await outside.query('select 1 from pg_stat_activity where pid = $1', [backend])).length === 0;
const boom = new Error('boom');

describe('a unit of work', () => {
  it('commits state and audit together, and answers what the work answered', async () => {
    const answer = await first.run(async (tx) => {
      await note(tx, 1);
      await tx.audit({ action: 'note.written', subject: '1' });
      expect(await notes()).toEqual([]);
      return 'done';
    });

    expect(answer).toBe('done');
    expect([await notes(), await audited()]).toEqual([[1], ['1']]);
  });

  it('leaves nothing behind when the work throws, and throws what it threw', async () => {
    const woken = jest.fn();
    const work = first.run(async (tx) => {
      await note(tx, 1);
      await tx.audit({ action: 'note.written', subject: '1' });
      tx.afterCommit(woken);
      throw boom;
    });

    await expect(work).rejects.toBe(boom);
    expect([await notes(), await audited()]).toEqual([[], []]);
    expect(woken).not.toHaveBeenCalled();
  });

  it('wakes each waiter once, after the commit', async () => {
    let seen: Promise<number[]> | undefined;
    const woken = jest.fn(() => void (seen = notes()));
    await first.run(async (tx) => {
      await note(tx, 1);
      for (let i = 0; i < 3; i++) tx.afterCommit(woken);
    });

    expect(woken).toHaveBeenCalledTimes(1);
    expect(await seen).toEqual([1]);
  });

  it('joins the one that is open, each service with its own audit log, and all of it is one', async () => {
    const both = (fails: boolean, id: number) =>
      first.run(async (tx) => {
        await note(tx, id);
        const outer = await pid(tx);
        await second.run(async (inner) => {
          expect(inner.service).toBe('second');
          expect(await pid(inner)).toBe(outer);
          await note(inner, id);
          await inner.audit({ action: 'note.written', subject: String(id) });
          await first.run((innermost) => note(innermost, id + 1));
        });
        if (fails) throw boom;
      });

    await expect(both(true, 1)).rejects.toBe(boom);
    expect([await notes(), await notes('second'), await audited('second')]).toEqual([[], [], []]);

    await both(false, 1);
    expect([await notes(), await notes('second')]).toEqual([[1, 2], [1]]);
    expect([await audited(), await audited('second')]).toEqual([[], ['1']]);
  });

  it('does not join one that is open elsewhere at the same time', async () => {
    const pids = await Promise.all([1, 2, 3].map((id) => first.run(async (tx) => note(tx, id).then(() => pid(tx)))));

    expect(new Set(pids).size).toBe(3);
    expect(first.joins).toBe(false);
  });

  it('is not usable any more once it has ended', async () => {
    const kept = await first.run((tx) => Promise.resolve(tx));

    await expect(note(kept, 1)).rejects.toThrow('has ended');
  });

  it('notices that COMMIT was answered with ROLLBACK', async () => {
    const work = first.run(async (tx) => {
      await note(tx, 1);
      await tx.query('select 1 / 0').catch(() => undefined);
    });

    await expect(work).rejects.toThrow(NotCommitted);
    expect(await notes()).toEqual([]);
  });
});

describe('what gathers in great number', () => {
  const write = async (tx: Transaction, ids: number[]) => {
    await Promise.all(ids.map((id) => note(tx, id)));
  };

  it('may be written early, once, and is gone all the same when the work fails afterwards', async () => {
    const work = async (tx: Transaction) => {
      tx.gather('note', 1, write);
      await tx.writeEarly('note');
      expect(await tx.query('select id from first.notes')).toHaveLength(1);
      tx.gather('note', 2, write);
    };
    await expect(first.run((tx) => work(tx).then(() => Promise.reject(boom)))).rejects.toBe(boom);
    expect(await notes()).toEqual([]);
    await first.run(work);
    expect(await notes()).toEqual([1, 2]);
  });

  it('waits inside a savepoint, so that a rollback forgets no more than its own', async () => {
    await first.run(async (tx) => {
      tx.gather('note', 1, write);
      const inner = tx.savepoint(async () => {
        tx.gather('note', 2, write);
        await tx.writeEarly('note');
        throw boom;
      });
      await expect(inner).rejects.toBe(boom);
    });
    expect(await notes()).toEqual([1]);
  });
});

describe('a savepoint', () => {
  it('that rolls back forgets its rows and what had gathered in it, and the work goes on', async () => {
    await first.run(async (tx) => {
      await tx.audit({ action: 'a', subject: 'before' });
      const inner = tx.savepoint(async () => {
        await note(tx, 1);
        await tx.audit({ action: 'a', subject: 'inside' });
        await second.run((other) => other.audit({ action: 'a', subject: 'inside' }));
        throw boom;
      });
      await expect(inner).rejects.toBe(boom);
      await note(tx, 2);
      await tx.audit({ action: 'a', subject: 'after' });
    });

    expect(await notes()).toEqual([2]);
    expect([await audited(), await audited('second')]).toEqual([['before', 'after'], []]);
  });

  it('within another one is forgotten alone, and heals a failed statement', async () => {
    await first.run((tx) =>
      tx.savepoint(async () => {
        await tx.audit({ action: 'a', subject: 'outer' });
        await tx
          .savepoint(async () => {
            await tx.audit({ action: 'a', subject: 'inner' });
            await tx.query('select 1 / 0');
          })
          .catch(() => undefined);
        await note(tx, 3);
      }),
    );

    expect([await notes(), await audited()]).toEqual([[3], ['outer']]);
  });
});

describe('a unit of work with a deadline', () => {
  it('that runs over it throws its connection away, and nothing of it exists', async () => {
    let backend = 0;
    const work = first.run(
      async (tx) => {
        backend = await pid(tx);
        await note(tx, 1);
        await tx.query('select pg_sleep(0.6)');
      },
      { deadlineMs: 100 },
    );

    await expect(work).rejects.toThrow(DeadlineExceeded);
    await eventually(() => isGone(backend));
    expect(await notes()).toEqual([]);
    expect(await first.run((tx) => note(tx, 2).then(() => 'fine'))).toBe('fine');
    expect(poolOf(database).idleCount).toBe(poolOf(database).totalCount);
  });

  it('can write nothing more afterwards, not even in a transaction of its own', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const work = first.run(
      (tx) =>
        (late = (async () => {
          await note(tx, 1);
          await held;
          await second.run((other) => note(other, 1));
        })()),
      // Long enough for a busy machine to begin.
      { deadlineMs: 1_000 },
    );
    await expect(work).rejects.toThrow(DeadlineExceeded);
    goOn();

    await expect(late).rejects.toThrow('has ended');
    expect([await notes(), await notes('second')]).toEqual([[], []]);
  });

  it('that idles inside its transaction is ended by the server, which counts as a deadline', async () => {
    let backend = 0;
    const work = new UnitOfWork(impatient, 'first').run(async (tx) => {
      await note(tx, 1);
      backend = await pid(tx);
      await eventually(() => isGone(backend));
    });

    await expect(work).rejects.toThrow(DeadlineExceeded);
    expect(await notes()).toEqual([]);
    await new UnitOfWork(impatient, 'first').run((tx) => note(tx, 2));
    expect(await notes()).toEqual([2]);
  });
});

describe('a connection that is killed', () => {
  it('in the middle of the work fails that work only; the process lives and the next run works', async () => {
    const work = first.run(async (tx) => {
      await note(tx, 1);
      await outside.query('select pg_terminate_backend($1)', [await pid(tx)]);
      await eventually(() =>
        tx.query('select 1').then(
          () => false,
          () => true,
        ),
      );
      await note(tx, 2);
    });

    await expect(work).rejects.toThrow();
    await first.run((tx) => note(tx, 3));
    expect(await notes()).toEqual([3]);
  });

  it('while it idles in the pool is replaced', async () => {
    const backends = await Promise.all([1, 2, 3].map(() => first.run(pid)));
    await outside.query('select pg_terminate_backend(p) from unnest($1::int[]) p', [backends]);
    await eventually(async () => (await Promise.all(backends.map(isGone))).every(Boolean));

    await eventually(() => first.run((tx) => note(tx, 4)).then(() => true));
    expect(await notes()).toEqual([4]);
  });
});

it('a transaction that the server ended because it idled keeps the reason: its caller may try again', async () => {
  const idle = new UnitOfWork(impatient, 'first').run(async (tx) => {
    const backend = await pid(tx);
    await eventually(() => isGone(backend));
    await note(tx, 1);
  });

  await expect(idle).rejects.toMatchObject({ constructor: DeadlineExceeded, cause: { code: '25P03' } });
});

describe('a pool with no free connection', () => {
  it('says so by type and in time (F17), and works again once one is free', async () => {
    const unitOfWork = new UnitOfWork(impatient, 'first');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const busy = async (tx: Transaction) => {
      // The server ends transactions that idle.
      for (let isHeld = true; isHeld;) {
        await tx.query('select 1');
        isHeld = await Promise.race([held.then(() => false), new Promise<boolean>((r) => setTimeout(r, 20, true))]);
      }
    };
    const holders = [unitOfWork.run(busy), unitOfWork.run(busy)];
    const began = performance.now();

    await expect(unitOfWork.run((tx) => note(tx, 1))).rejects.toThrow(NoConnection);
    expect(performance.now() - began).toBeLessThan(IMPATIENT.acquireTimeoutMs + 5_000);

    letGo();
    await Promise.all(holders);
    await unitOfWork.run((tx) => note(tx, 2));
    expect(await notes()).toEqual([2]);
  });
});

describe("TypeORM's manager in a unit of work", () => {
  it('joins it and commits nothing by itself', async () => {
    const work = first.run(async (tx) => {
      const manager = await tx.manager();
      await manager.getRepository(NoteEntity).save({ id: 1, text: 'saved' });
      await manager.transaction((inner) => inner.getRepository(NoteEntity).save({ id: 2, text: 'nested' }));
      expect(await notes()).toEqual([]);
      throw boom;
    });

    await expect(work).rejects.toBe(boom);
    expect(await notes()).toEqual([]);
  });

  it('rolls back only its own nested transaction', async () => {
    await first.run(async (tx) => {
      const manager = await tx.manager();
      await manager.getRepository(NoteEntity).save({ id: 1, text: 'saved' });
      const nested = manager.transaction(async (inner) => {
        await inner.getRepository(NoteEntity).save({ id: 2, text: 'nested' });
        throw boom;
      });
      await expect(nested).rejects.toBe(boom);
    });

    expect(await notes()).toEqual([1]);
  });
});

it.each([
  ['named', { name: 'insert-note' }],
  ['unnamed', {}],
])('a statement that is %s is not run when what begins the transaction fails', async (_, named) => {
  const single = await Database.open({
    url: testDatabase.url,
    config: { ...readPersistenceConfig({}), poolSize: 1 },
  });
  const work = new UnitOfWork(single, 'first');
  const insert = { ...named, text: 'insert into first.notes values ($1, $2)' };
  await work.run((tx) => tx.query(insert, [1, 'n']));
  await single.query('deallocate begin');

  const both = work.run((tx) => Promise.all([tx.query(insert, [2, 'n']), tx.query(insert, [20, 'n'])]));
  await expect(both).rejects.toThrow('"begin" does not exist');

  expect(await notes()).toEqual([1]);
  await work.run((tx) => tx.query(insert, [3, 'n']));
  expect(await notes()).toEqual([1, 3]);
  await single.close();
});

it('what waits for a transaction to begin is not run when the work has failed meanwhile', async () => {
  await first.run((tx) => note(tx, 1));
  let waiting: Promise<unknown> | undefined;

  const work = first.run(async (tx) => {
    void note(tx, 2);
    waiting = note(tx, 3);
    waiting.catch(() => undefined);
    throw boom;
  });

  await expect(work).rejects.toBe(boom);
  await expect(waiting).rejects.toThrow('the transaction has ended');
  expect(await notes()).toEqual([1]);
});

it('two hundred units of work, good and bad, lose no connection', async () => {
  const kinds: ((tx: Transaction, i: number) => Promise<unknown>)[] = [
    (tx, i) => note(tx, i),
    () => Promise.reject(boom),
    (tx) => tx.query('select 1 / 0'),
    (tx, i) => tx.savepoint(() => note(tx, i).then(() => Promise.reject(boom))).catch(() => undefined),
    (tx) => tx.query('select 1 / 0').catch(() => undefined),
    (tx) => tx.query('select pg_sleep(0.03)'),
    (tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'),
    (_, i) => second.run((other) => note(other, i)),
    (tx, i) => tx.manager().then((manager) => manager.getRepository(NoteEntity).save({ id: i, text: 't' })),
    (tx, i) => tx.audit({ action: 'a', subject: String(i) }),
  ];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, i) =>
      first.run((tx) => kinds[i % kinds.length]!(tx, i), i % kinds.length === 5 ? { deadlineMs: 10 } : {}),
    ),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  const { totalCount, idleCount, waitingCount } = poolOf(database);
  expect({ idleCount, waitingCount }).toEqual({ idleCount: totalCount, waitingCount: 0 });
  expect(totalCount).toBeLessThanOrEqual(4);
  await eventually(async () => {
    const held = await outside.query(
      `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(held).toEqual([]);
  });
  expect(await notes()).toHaveLength(40);
  expect(await notes('second')).toHaveLength(20);
  expect(await audited()).toHaveLength(20);
});
