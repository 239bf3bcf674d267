import { Client } from 'pg';
import { migrate, schemaSource, type MigratedSchema } from '@libs/persistence';
import { createTestDatabase, type TestDatabase } from '@libs/testing';
import { SCHEMAS } from '../../apps/standalone/src/schemas';
import { schemaDump, usedSchemas } from './schema-dump';

const NAMES = SCHEMAS.map(({ schema }) => schema);

const made: TestDatabase[] = [];
async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase();
  made.push(database);
  return database.url;
}
afterAll(() => Promise.all(made.map((database) => database.drop())));

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** What each schema's own table says has been done. */
async function done(url: string): Promise<Record<string, string[]>> {
  const entries = NAMES.map(async (schema) => {
    const rows = await query<{ name: string }>(url, `select name from "${schema}".migrations order by id`);
    return [schema, rows.map(({ name }) => name)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
const expected = Object.fromEntries(
  SCHEMAS.map(({ schema, migrations }) => [schema, migrations.map(({ name }) => name)]),
);
/** Rows that migrations themselves put in. */
async function contents(url: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = any('{${NAMES.join()}}') and tablename <> 'migrations' order by 1`,
  );
  const entries = tables.map(async ({ name }) => {
    const [{ rows } = { rows: '' }] = await query<{ rows: string }>(
      url,
      `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)), '[]')::text as rows from ${name} t`,
    );
    return [name, rows] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

let fresh: string;
let freshDump: string[];
beforeAll(async () => {
  fresh = await emptyDatabase();
  await migrate(fresh, SCHEMAS);
  freshDump = await schemaDump(fresh, NAMES);
});

describe('the migrations of all services', () => {
  it('build an empty database, each noting its own in a table of its own schema', async () => {
    expect(await done(fresh)).toEqual(expected);
    expect(await usedSchemas(fresh)).toEqual([...NAMES].sort());
    for (const schema of NAMES) expect(freshDump.join('\n')).toContain(`relation ${schema}.migrations r`);
  });

  it('change nothing when they run again', async () => {
    const before = await contents(fresh);
    await migrate(fresh, SCHEMAS);

    expect(await done(fresh)).toEqual(expected);
    expect(await schemaDump(fresh, NAMES)).toEqual(freshDump);
    expect(await contents(fresh)).toEqual(before);
  });

  it('may be started by several at once: one works, the others find it done', async () => {
    const url = await emptyDatabase();
    await Promise.all([1, 2, 3].map(() => migrate(url, SCHEMAS)));

    expect(await done(url)).toEqual(expected);
    expect(await schemaDump(url, NAMES)).toEqual(freshDump);
  });

  it('may also run service by service, in any order', async () => {
    const url = await emptyDatabase();
    for (const schema of [...SCHEMAS].reverse()) await migrate(url, [schema]);

    expect(await schemaDump(url, NAMES)).toEqual(freshDump);
  });
});

describe.each(SCHEMAS)('the migrations of $schema', ({ schema, migrations }: MigratedSchema) => {
  it('touch no schema but their own, and need no other', async () => {
    const url = await emptyDatabase();
    await migrate(url, [{ schema, migrations }]);

    expect(await usedSchemas(url)).toEqual([schema]);
  });

  it('give the same schema when they come one release after the other', async () => {
    const url = await emptyDatabase();
    for (let release = 1; release <= migrations.length; release++)
      await migrate(url, [{ schema, migrations: migrations.slice(0, release) }]);

    expect(await schemaDump(url, [schema])).toEqual(await schemaDump(fresh, [schema]));
  });

  it('can be undone to nothing, and give the same schema again', async () => {
    const url = await emptyDatabase();
    await migrate(url, [{ schema, migrations }]);
    const before = await schemaDump(url, [schema]);
    const source = schemaSource(url, schema, migrations);
    await source.initialize();
    try {
      await source.undoLastMigration({ transaction: 'each' });
      expect(await schemaDump(url, [schema])).not.toEqual(before);
      await source.runMigrations({ transaction: 'each' });
      expect(await schemaDump(url, [schema])).toEqual(before);
      for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
    } finally {
      await source.destroy();
    }

    const left = await schemaDump(url, [schema]);
    // TypeORM's own table of migrations stays.
    expect(left.filter((line) => !/\.(migrations|"?PK_)|PK_/.test(line))).toEqual([]);
  });
});

describe('a migration that fails', () => {
  class Good1 {
    name = 'Good1763900000001';
    up = (runner: { query(sql: string): Promise<unknown> }) => runner.query('create table good (id int)');
    down = () => Promise.resolve();
  }
  class Bad2 {
    name = 'Bad1763900000002';
    up = (runner: { query(sql: string): Promise<unknown> }) =>
      runner.query('create table half (id int)').then(() => runner.query('create table good (id int)'));
    down = () => Promise.resolve();
  }
  class Mended2 {
    name = 'Mended1763900000002';
    up = (runner: { query(sql: string): Promise<unknown> }) => runner.query('create table half (id int)');
    down = () => Promise.resolve();
  }
  const good = { schema: 'sample', migrations: [Good1] } as unknown as MigratedSchema;
  const bad = { schema: 'sample', migrations: [Good1, Bad2] } as unknown as MigratedSchema;
  const mended = { schema: 'sample', migrations: [Good1, Mended2] } as unknown as MigratedSchema;

  it('leaves nothing of itself, keeps those before it, and holds up nobody', async () => {
    const url = await emptyDatabase();
    await migrate(url, [good]);
    const before = await schemaDump(url, ['sample']);

    await expect(migrate(url, [bad])).rejects.toThrow('"good" already exists');
    expect(await schemaDump(url, ['sample'])).toEqual(before);

    await migrate(url, [mended]);
    expect((await schemaDump(url, ['sample'])).join('\n')).toContain('relation sample.half');
  });
});
