import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Database } from '@libs/persistence';
import { createTestDatabase, type TestDatabase } from '@libs/testing';
import { SCHEMAS } from '../../apps/standalone/src/schemas';

const run = promisify(execFile);
const npmRunMigrate = (url: string) =>
  run(process.execPath, ['dist/tools/migrate/main.js'], {
    cwd: resolve(__dirname, '../..'),
    env: { ...process.env, DATABASE_URL: url },
  });

describe('npm run migrate', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await createTestDatabase();
    database = await Database.open({ url: place.url });
  });
  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('brings an empty database to the newest state, once, also when two are started at the same time', async () => {
    await Promise.all([npmRunMigrate(place.url), npmRunMigrate(place.url)]);
    const { stdout } = await npmRunMigrate(place.url);

    for (const { schema, migrations } of SCHEMAS) {
      const done = await database.query(`select name from "${schema}".migrations`);
      expect([schema, done.length]).toEqual([schema, migrations.length]);
      expect(stdout).toContain(` ${schema} `);
    }
  });

  it('says in one line that it needs DATABASE_URL, or that the database does not answer', async () => {
    await expect(npmRunMigrate('')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^PostgreSQL: .*DATABASE_URL is not set.*\n$/),
    });
    await expect(npmRunMigrate('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^PostgreSQL: .*ECONNREFUSED.*\n$/),
    });
  });
});
