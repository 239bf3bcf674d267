import { runInContext } from '@libs/observability';
import { createTestDatabase, eventually, type TestDatabase } from '@libs/testing';
import { AuditSealer, createAuditTables, Database, migrate, UnitOfWork, verifyAudit } from '.';

class LogTables1763900000000 {
  name = 'LogTables1763900000000';
  async up(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await createAuditTables(queryRunner);
  }
  async down(): Promise<void> {}
}

let testDatabase: TestDatabase;
let database: Database;
let neighbour: Database;
let schemas = 0;
/** A log of its own for each test. */
let service: string;
let unitOfWork: UnitOfWork;
let sealer: AuditSealer;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await Database.open({ url: testDatabase.url });
  neighbour = await Database.open({ url: testDatabase.url });
});
afterAll(async () => {
  await Promise.all([database.close(), neighbour.close()]);
  await testDatabase.drop();
});
beforeEach(async () => {
  service = `log${++schemas}`;
  await migrate(testDatabase.url, [{ schema: service, migrations: [LogTables1763900000000] }]);
  unitOfWork = new UnitOfWork(database, service);
  sealer = new AuditSealer(database, service);
});

const write = (subject: string, more: { reason?: string; details?: Record<string, unknown> } = {}) =>
  unitOfWork.run((tx) => tx.audit({ action: 'order.signed', subject, ...more }));
const verify = () => verifyAudit(database, service);
const violations = async () => (await verify()).violations.map(({ en }) => en);
const sealedLog = async (subjects = ['1', '2', '3', '4', '5']) => {
  for (const subject of subjects) await write(subject);
  await sealer.seal();
  expect(await verify()).toMatchObject({ sealed: subjects.length, unsealed: 0, violations: [] });
};
/** As somebody would who owns the database. */
const tamper = (sql: string) =>
  database.dataSource.transaction(async (manager) => {
    await manager.query(`set local search_path = ${service}; set local session_replication_role = replica`);
    await manager.query(sql);
  });

describe('the audit log', () => {
  it('holds who did what, to what, why, in which mode and on whose request', async () => {
    const context = {
      correlationId: 'request-7',
      traceparent: '',
      mode: 'exercise' as const,
      actor: { id: 'a-1', name: '王芳', roles: ['duty-leader'] },
    };
    await runInContext(context, () => write('s-1', { reason: '演练', details: { level: 2, to: ['621000'] } }));

    const [entry] = await database.query(`select * from ${service}.audit_log`);
    expect(entry).toMatchObject({
      actor_id: 'a-1',
      actor_name: '王芳',
      action: 'order.signed',
      subject: 's-1',
      reason: '演练',
      details: { level: 2, to: ['621000'] },
      mode: 'exercise',
      correlation_id: 'request-7',
    });
  });

  it('is written with the transaction, or not at all', async () => {
    const failed = unitOfWork.run(async (tx) => {
      await tx.audit({ action: 'order.signed', subject: 'lost' });
      throw new Error('boom');
    });
    await expect(failed).rejects.toThrow('boom');
    await write('kept');

    expect(await database.query(`select subject from ${service}.audit_log`)).toEqual([{ subject: 'kept' }]);
    expect(await verify()).toMatchObject({ sealed: 0, unsealed: 1, violations: [] });
  });

  it.each([
    ['changed', `update SERVICE.audit_log set reason = 'another'`],
    ['emptied', 'delete from SERVICE.audit_log'],
    ['truncated', 'truncate SERVICE.audit_log'],
    ['given other seals', `update SERVICE.audit_seals set hash = 'x'`],
    ['stripped of its seals', 'delete from SERVICE.audit_seals'],
  ])('cannot be %s by the product', async (_, sql) => {
    await sealedLog();

    await expect(database.query(sql.replaceAll('SERVICE', service))).rejects.toThrow('append-only');
    expect(await violations()).toEqual([]);
  });
});

describe('the sealer', () => {
  it('seals what has committed by itself, within seconds, and the rest when it stops', async () => {
    sealer.start();
    try {
      await write('1');
      await eventually(async () => (await verify()).sealed === 1, { timeoutMs: 10_000 });
      await write('2');
    } finally {
      await sealer.stop();
    }

    expect(await verify()).toMatchObject({ sealed: 2, unsealed: 0, violations: [] });
  });

  it('seals an entry that commits after a later one has been sealed', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isWritten = false;
    const slow = unitOfWork.run(async (tx) => {
      // Takes its number now, and commits after the other.
      await tx.query(`with w as (insert into ${service}.audit_log (id, action, subject)
        values (gen_random_uuid(), 'order.signed', 'early') returning seq)
        insert into ${service}.audit_unsealed select seq from w`);
      isWritten = true;
      await held;
    });
    await eventually(() => isWritten);
    await write('late');
    expect(await sealer.seal()).toBe(1);
    letGo();
    await slow;

    expect(await sealer.seal()).toBe(1);
    expect(await verify()).toMatchObject({ sealed: 2, unsealed: 0, violations: [] });
  });

  it('makes one chain, however many processes seal while entries are written', async () => {
    const others = [new AuditSealer(neighbour, service), new AuditSealer(neighbour, service)];
    const writers = [...Array(10).keys()].map(async (writer) => {
      for (let i = 0; i < 10; i++) await write(`${writer}-${i}`);
    });
    const all = Promise.all(writers);
    let isWriting = true;
    void all.finally(() => (isWriting = false));
    const counts = [0, 0, 0];
    await Promise.all(
      [sealer, ...others].map(async (one, which) => {
        do counts[which]! += await one.seal();
        while (isWriting);
      }),
    );
    await all;
    counts[0]! += await sealer.seal();

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(await verify()).toMatchObject({ sealed: 100, unsealed: 0, violations: [] });
  });

  it('seals a backlog in several transactions', async () => {
    await unitOfWork.run(async (tx) => {
      for (let i = 0; i < 2_300; i++) await tx.audit({ action: 'row.imported', subject: String(i) });
    });

    expect(await sealer.seal()).toBe(2_300);
    expect(await verify()).toMatchObject({ sealed: 2_300, unsealed: 0, violations: [] });
  });
});

describe('the verifier', () => {
  it('finds nothing in a log that is being written and sealed', async () => {
    let isOver = false;
    const writing = (async () => {
      for (let i = 0; i < 150; i++) await write(String(i));
      isOver = true;
    })();
    const sealing = (async () => {
      while (!isOver) await sealer.seal();
    })();
    while (!isOver) expect((await verifyAudit(neighbour, service)).violations).toEqual([]);
    await Promise.all([writing, sealing]);
  });

  it.each(['action', 'subject', 'reason', 'actor_id', 'actor_name', 'mode', 'correlation_id'])(
    'finds an entry whose %s was changed',
    async (column) => {
      await sealedLog();
      await tamper(`update audit_log set ${column} = 'forged' where subject = '3'`);

      expect(await violations()).toEqual(['entry 3 does not match seal 3: changed or swapped']);
    },
  );

  it('finds an entry whose time or details were changed', async () => {
    await sealedLog();
    await tamper(`update audit_log set at = at + interval '1 microsecond' where seq = 2`);
    await tamper(`update audit_log set details = '{"a": 1}' where seq = 4`);

    expect(await violations()).toEqual([
      'entry 2 does not match seal 2: changed or swapped',
      'entry 4 does not match seal 4: changed or swapped',
    ]);
  });

  it('finds two entries that were swapped', async () => {
    await sealedLog();
    await tamper(`create temp table kept on commit drop as select * from audit_log where seq in (2, 4);
      delete from audit_log where seq in (2, 4);
      insert into audit_log overriding system value
        select 6 - seq, id, at, actor_id, actor_name, action, subject, reason, details, mode, correlation_id from kept`);

    expect(await violations()).toEqual([
      'entry 2 does not match seal 2: changed or swapped',
      'entry 4 does not match seal 4: changed or swapped',
    ]);
  });

  it.each([
    ['the first', '1'],
    ['one in the middle', '3'],
    ['the last', '5'],
  ])('finds that %s was removed', async (_, seq) => {
    await sealedLog();
    await tamper(`delete from audit_log where seq = ${seq}`);

    expect(await violations()).toEqual([`entry ${seq} was removed (seal ${seq})`]);
  });

  it('finds that one was removed together with its seal', async () => {
    await sealedLog();
    await tamper(`delete from audit_log where seq = 3; delete from audit_seals where seq = 3`);

    expect(await violations()).toEqual([
      'seals 3 to 3 are missing',
      'entry 4 does not match seal 4: changed or swapped',
    ]);
  });

  it('finds that the last ones were removed together with their seals', async () => {
    await sealedLog();
    await tamper(`delete from audit_log where seq > 3; delete from audit_seals where seq > 3`);

    expect(await violations()).toEqual(['the chain ends at 3, its head says 5']);
  });

  it('finds that all was removed', async () => {
    await sealedLog();
    await tamper('delete from audit_log; delete from audit_seals; delete from audit_head');

    expect(await violations()).toEqual(['the chain ends at 0, its head says nothing']);
  });

  it.each(['audit_log', 'audit_seals', 'audit_head', 'audit_unsealed'])('finds that %s is gone', async (table) => {
    await sealedLog();
    await tamper(`drop table ${table}`);

    expect(await violations()).toEqual([expect.stringContaining(`"${service}.${table}" does not exist`)]);
  });

  it('finds an entry that was put in around the sealer', async () => {
    await sealedLog();
    await tamper(`insert into audit_log (id, action) values (gen_random_uuid(), 'forged')`);

    expect(await violations()).toEqual(['1 entries are neither sealed nor waiting for their seal']);
  });

  it('finds that an entry was removed before it was sealed', async () => {
    await sealedLog();
    await write('6');
    await tamper('delete from audit_log where seq = 6');
    await sealer.seal();

    expect(await violations()).toEqual(['1 entries were removed while they waited for their seal']);
  });
});
