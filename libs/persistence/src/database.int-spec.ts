import { createTestDatabase, type TestDatabase } from '@libs/testing';
import type { Client } from 'pg';
import { Database } from './database';

const ASKED_UNTIL_A_PLAN_IS_KEPT = 6;

let made: TestDatabase;
let database: Database;
beforeEach(async () => {
  made = await createTestDatabase();
  database = await Database.open({ url: made.url });
});
afterEach(async () => {
  await database.close();
  await made.drop();
});

describe('what is asked by a key', () => {
  it('is not looked for in the whole of a table, small as it was when it was first asked', async () => {
    await database.query('create table gauges (id int primary key, level int) with (autovacuum_enabled = off)');
    await database.query('insert into gauges select n, n from generate_series(1, 10) as n');
    await database.query('analyze gauges');
    const session: Client = await database.session();
    const readInFull = async (): Promise<number> => {
      const { rows } = await session.query<{ times: number }>(
        `select seq_scan::int as times from pg_stat_xact_user_tables where relname = 'gauges'`,
      );
      return rows[0]!.times;
    };
    try {
      await session.query('begin');
      for (let n = 1; n <= ASKED_UNTIL_A_PLAN_IS_KEPT; n++)
        await session.query({ name: 'level', text: 'select level from gauges where id = any($1)', values: [[n]] });

      expect(await readInFull()).toBe(0);
    } finally {
      await session.end();
    }
  });
});
